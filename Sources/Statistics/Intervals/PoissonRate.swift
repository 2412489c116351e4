/// The rate of events in time.
package enum PoissonRate {
    /// The exact 95 % interval of the rate at which so many events were seen.
    ///
    /// Source: Garwood, 1936: [χ²₀.₀₂₅(2k)/2, χ²₀.₉₇₅(2k + 2)/2] over the length; the lower end is 0 for k = 0. Assumes
    /// that events come independently of each other; where they come in clusters it is too short.
    /// - Parameter length: of the stretch in which they were seen, more than 0.
    package static func interval(_ count: Int, in length: Double) -> ClosedRange<Double> {
        func bound(_ degrees: Int, _ q: Double) -> Double {
            ChiSquareDistribution(degreesOfFreedom: degrees).quantile(q) / 2 / length
        }
        let lower = count == 0 ? 0 : bound(2 * count, 0.025)
        return lower...bound(2 * count + 2, 0.975)
    }
}
