/// Energy distance between two samples: √(2 ∫ (F − G)²), in the root of the values' unit.
///
/// Sees every change of a distribution, its middle as well as its spread, and needs no bins. Values far out count with
/// their distance, but through the square of a small share: less than in ``wassersteinDistance(sorted:sorted:)``.
/// Assumes nothing to be computed. Not for categories. Source: Székely and Rizzo, "Energy Statistics", 2013; the square
/// is twice Cramér's distance, as `scipy.stats.energy_distance` has it.
/// - Parameters: two ascending, non-empty samples.
package func energyDistance(sorted a: [Double], sorted b: [Double]) -> Double {
    let (shareOfA, shareOfB) = (1 / Double(a.count), 1 / Double(b.count))
    var (i, j) = (0, 0)
    var area = 0.0
    var x = min(a[0], b[0])
    while i < a.count || j < b.count {
        let next = i < a.count ? (j < b.count ? min(a[i], b[j]) : a[i]) : b[j]
        let difference = Double(i) * shareOfA - Double(j) * shareOfB
        area += difference * difference * (next - x)
        while i < a.count, a[i] == next { i += 1 }
        while j < b.count, b[j] == next { j += 1 }
        x = next
    }
    return (2 * area).squareRoot()
}
