/// The resemblance of neighbours in time.
package enum SerialDependence {
    /// The autocorrelation at lag 1: Σ(xₜ − x̄)(xₜ₋₁ − x̄)/Σ(xₜ − x̄)².
    /// - Parameter values: in the order of time.
    /// - Returns: nil where nothing varies, or squares are beyond what a number holds.
    package static func autocorrelation(_ values: [Double]) -> Double? {
        guard values.count > 1, !values.isConstant else { return nil }
        let mean = values.reduce(0, +) / Double(values.count)
        var (products, squares, last) = (0.0, 0.0, 0.0)
        for (place, value) in values.enumerated() {
            let deviation = value - mean
            if place > 0 { products += deviation * last }
            squares += deviation * deviation
            last = deviation
        }
        let correlation = products / squares
        return squares > 0 && correlation.isFinite ? correlation : nil
    }

    /// By how much more often neighbours are of one category than they would be by chance, as a share of what is possible
    /// (Cohen's kappa of a sequence and itself one place later); for two categories the autocorrelation at lag 1, but for
    /// the ends.
    /// - Parameter codes: in the order of time; equal code, equal category.
    /// - Returns: nil where all are of one category.
    package static func agreement(_ codes: [Double]) -> Double? {
        guard codes.count > 1, !codes.isConstant else { return nil }
        let n = Double(codes.count)
        var counts: [Double: Int] = [:]
        for code in codes { counts[code, default: 0] += 1 }
        let chance = counts.values.reduce(0.0) { $0 + Double($1) / n * (Double($1) / n) }
        let equal = zip(codes, codes.dropFirst()).count { $0 == $1 }
        return (Double(equal) / (n - 1) - chance) / (1 - chance)
    }
}
