/// The coefficient of determination, 1 − Σ(a − f)² / Σ(a − ā)²: how much better forecasts are than the mean of what
/// came true.
///
/// Out of sample it can be below 0: then the mean, known only afterwards, would have been better. Says nothing about
/// probabilities, and one crisis can decide it: look at its interval.
/// - Parameters: equally many values.
/// - Returns: nil for no values, for ones that do not vary, and where squares are beyond what a number holds.
package func rSquared(_ actual: some Collection<Double>, _ forecast: some Collection<Double>) -> Double? {
    precondition(actual.count == forecast.count, "each value has a forecast")
    guard !actual.isConstant else { return nil }
    let mean = actual.reduce(0, +) / Double(actual.count)
    let total = actual.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let missed = zip(actual, forecast).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    guard total > 0, total.isFinite, (missed / total).isFinite else { return nil }
    return 1 - missed / total
}
