/// The Anderson–Darling test of two samples: the squared difference of the two distribution functions, each place
/// weighted by how precisely it is known there, so that tails count as much as the middle.
///
/// The midrank statistic, which is right with ties, less its mean and per standard deviation of independent rows: 0 on
/// average when nothing has changed, at times below. Not for categories. Source: Scholz and Stephens, "K-Sample
/// Anderson–Darling Tests", 1987, equation 7, for two samples; `scipy.stats.anderson_ksamp(midrank=True)`.
/// - Parameters: two ascending samples, together at least four values.
/// - Returns: 0 where all values are equal.
package func andersonDarling(sorted a: [Double], sorted b: [Double]) -> Double {
    let (n, m) = (Double(a.count), Double(b.count))
    let total = n + m
    var (i, j) = (0, 0)
    var sum = 0.0
    while i < a.count || j < b.count {
        let next = i < a.count ? (j < b.count ? min(a[i], b[j]) : a[i]) : b[j]
        let (fromI, fromJ) = (i, j)
        while i < a.count, a[i] == next { i += 1 }
        while j < b.count, b[j] == next { j += 1 }
        let ties = Double(i - fromI + j - fromJ)
        if ties == total { return 0 }
        let rank = Double(fromI + fromJ) + ties / 2
        let difference = total * Double(fromI + i) / 2 - rank * n
        sum += ties * difference * difference / (rank * (total - rank) - total * ties / 4)
    }
    // The two samples' differences are opposite, so that one sum serves both.
    let statistic = (total - 1) / (total * total) * sum * (1 / n + 1 / m)
    return (statistic - 1) / deviationOfAndersonDarling(a.count, b.count)
}

/// The standard deviation of the statistic when nothing has changed: Scholz and Stephens, equation 4.
private func deviationOfAndersonDarling(_ n: Int, _ m: Int) -> Double {
    let rows = n + m
    let sizes = 1 / Double(n) + 1 / Double(m)
    var (harmonic, g) = (0.0, 0.0)
    for place in 2..<rows {
        harmonic += 1 / Double(rows + 1 - place)
        g += harmonic / Double(place)
    }
    let h = harmonic + 1
    let total = Double(rows)
    let a = 4 * g - 6 + (10 - 6 * g) * sizes
    let b = 8 * g - 16 + 16 * h + (2 * g - 14 * h - 4) * sizes - 8 * h + 4 * g - 6
    let c = 4 * (6 * h + 2 * g - 2) + 2 * (4 * h - 4 * g + 6) + (2 * h - 6) * sizes + 4 * h
    let d = 4 * (2 * h + 6) - 8 * h
    let variance = (((a * total + b) * total + c) * total + d) / ((total - 1) * (total - 2) * (total - 3))
    return variance.squareRoot()
}
