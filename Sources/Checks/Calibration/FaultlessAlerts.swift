/// The alerts of a rule that is looked at on every session although nothing is wrong, simulated with the rule itself.
package enum FaultlessAlerts: Equatable, Sendable {
    /// The standard error takes the years as independent of each other.
    case simulated(aYear: Double, standardError: Double, years: Double)
    /// The reason why it is not simulated.
    case unknown(String)

    /// - Parameter alertsOfYears: of each year that was simulated whole.
    init(alerts: Int, years: Double, alertsOfYears: [Int]) {
        let count = Double(alertsOfYears.count)
        let mean = Double(alertsOfYears.reduce(0, +)) / count
        let squares = alertsOfYears.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
        self = .simulated(
            aYear: Double(alerts) / years, standardError: (squares / (count - 1) / count).squareRoot(), years: years)
    }
}
