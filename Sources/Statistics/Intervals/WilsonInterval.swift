/// Wilson's score interval for a share, at 95 %.
///
/// Assumes independent trials. Right also near 0 and 1 and for small n, where the textbook interval is not.
/// Source: Wilson, 1927; recommended by Brown, Cai and DasGupta, 2001.
/// - Parameters:
///   - successes: 0 ... trials.
///   - trials: at least 1.
/// - Returns: bounds as shares, 0 ... 1.
package func wilsonInterval(successes: Int, trials: Int) -> ClosedRange<Double> {
    precondition(trials > 0 && (0...trials).contains(successes), "a share needs trials, and successes among them")
    let z = 1.959963984540054
    let n = Double(trials)
    let p = Double(successes) / n
    let centre = p + z * z / (2 * n)
    let spread = z * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
    let scale = 1 + z * z / n
    let low = successes == 0 ? 0 : max(0, (centre - spread) / scale)
    let high = successes == trials ? 1 : min(1, (centre + spread) / scale)
    return low...high
}
