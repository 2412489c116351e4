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
    return wilsonInterval(share: Double(successes) / Double(trials), trials: Double(trials))
}

/// Wilson's interval for a share of trials that come in groups, as those of one session, which are not independent.
///
/// Wilson's formula with the number of independent trials that say as much (Kish, 1965; Korn and Graubard, 1998): the
/// variance of the share over whole groups gives it, with Student's quantile for few groups. Never more than the trials
/// there are; where all or none succeeded as many as there are groups.
/// - Parameters:
///   - successes: of each group, 0 … its trials.
///   - trials: of each group; above 0 in at least one.
package func wilsonInterval(successes: [Int], trials: [Int]) -> ClosedRange<Double> {
    let groups = zip(successes, trials).filter { $0.1 > 0 }
    let n = Double(trials.reduce(0, +))
    let share = Double(successes.reduce(0, +)) / n
    let k = Double(groups.count)
    guard groups.count > 1 else { return wilsonInterval(share: share, trials: 1) }
    guard share > 0, share < 1 else { return wilsonInterval(share: share, trials: k) }
    let squares = groups.reduce(0.0) { sum, group in
        let deviation = Double(group.0) - share * Double(group.1)
        return sum + deviation * deviation
    }
    let student = StudentDistribution(degreesOfFreedom: groups.count - 1)
    let factor = NormalDistribution.quantile975 / student.quantile(0.975)
    let effective = share * (1 - share) * n * n * (k - 1) / (k * squares) * factor * factor
    return wilsonInterval(share: share, trials: min(n, max(1, effective)))
}

/// - Parameters:
///   - p: the share of successes.
///   - n: the trials, not necessarily a whole number.
private func wilsonInterval(share p: Double, trials n: Double) -> ClosedRange<Double> {
    let z = NormalDistribution.quantile975
    let centre = p + z * z / (2 * n)
    let spread = z * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
    let scale = 1 + z * z / n
    let low = p == 0 ? 0 : max(0, (centre - spread) / scale)
    let high = p == 1 ? 1 : min(1, (centre + spread) / scale)
    return low...high
}
