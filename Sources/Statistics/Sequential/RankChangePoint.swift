/// The place at which a sequence most clearly changed its level, by ranks: the largest standardised Mann–Whitney
/// statistic over all ways to cut it in two.
///
/// Source: Hawkins and Deng, "A Nonparametric Change-Point Control Chart", 2010; the statistic before it is
/// standardised is Pettitt's, 1979, which looks for the change near the middle. One far value does not move it. Looks
/// for one lasting step: of several it finds one, of a slow drift a place in it. For independent values Z above about
/// 3.1 is rarer than 1 in 20 (n from 60 to 200); of a level that is like the day before it is much larger by itself,
/// and only says how clear the step is.
package struct RankChangePoint: Equatable, Sendable {
    /// The least number of values on either side.
    package static let minimumSegment = 5

    /// The largest |U_t| in standard deviations.
    package let statistic: Double
    /// The number of values before the change.
    package let before: Int

    /// - Returns: nil where there are too few values to cut them in two.
    package init?(_ values: [Double]) {
        let count = values.count
        guard count >= 2 * RankChangePoint.minimumSegment else { return nil }
        let n = Double(count)
        var (sum, largest, place) = (0.0, -1.0, 0)
        for (index, rank) in meanRanks(values).enumerated() {
            sum += rank
            let t = Double(index + 1)
            guard (RankChangePoint.minimumSegment...count - RankChangePoint.minimumSegment).contains(index + 1) else {
                continue
            }
            let z = abs(2 * sum - t * (n + 1)) / (t * (n - t) * (n + 1) / 3).squareRoot()
            if z > largest { (largest, place) = (z, index + 1) }
        }
        statistic = largest
        before = place
    }
}
