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
    let factor = NormalDistribution.quantile975 / studentQuantile975(degreesOfFreedom: groups.count - 1)
    let effective = share * (1 - share) * n * n * (k - 1) / (k * squares) * factor * factor
    return wilsonInterval(share: share, trials: min(n, max(1, effective)))
}

/// The 0.975 quantile of Student's distribution, by the expansion around the normal quantile (Fisher and Cornish,
/// 1960); right to 1 % from 2 degrees of freedom on, and too small for one.
package func studentQuantile975(degreesOfFreedom: Int) -> Double {
    let z = NormalDistribution.quantile975
    let v = Double(degreesOfFreedom)
    let z2 = z * z
    let first = z * (z2 + 1) / 4
    let second = z * ((5 * z2 + 16) * z2 + 3) / 96
    let third = z * (((3 * z2 + 19) * z2 + 17) * z2 - 15) / 384
    let fourth = z * ((((79 * z2 + 776) * z2 + 1482) * z2 - 1920) * z2 - 945) / 92_160
    return z + first / v + second / (v * v) + third / (v * v * v) + fourth / (v * v * v * v)
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
