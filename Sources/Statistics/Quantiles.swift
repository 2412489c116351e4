/// Type-7 quantile (Hyndman and Fan, 1996; the default of R and numpy) of an ascending sample.
///
/// h = (n − 1)q, the result is x⌊h⌋ + (h − ⌊h⌋)(x⌈h⌉ − x⌊h⌋).
/// - Parameters:
///   - q: probability in 0...1.
///   - sorted: ascending, finite, not empty.
package func quantile(_ q: Double, ofSorted sorted: [Double]) -> Double {
    precondition(!sorted.isEmpty && (0...1).contains(q), "a quantile needs a sample and a probability in 0...1")
    let h = Double(sorted.count - 1) * q
    let low = Int(h.rounded(.down))
    let high = Int(h.rounded(.up))
    return sorted[low] + (h - Double(low)) * (sorted[high] - sorted[low])
}
