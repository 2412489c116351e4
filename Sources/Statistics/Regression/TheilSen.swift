/// The median of the slopes between every two pairs whose x differ.
///
/// A line that up to 29 % of the rows cannot pull, however far out they lie in x or y. Assumes no equal spread and no
/// normal errors. Costs n²/2 slopes: ``RollingTheilSen`` for windows that roll. Source: Theil, 1950; Sen, "Estimates of
/// the Regression Coefficient Based on Kendall's Tau", 1968.
package enum TheilSen {
    /// More pairs than this have millions of slopes.
    package static let maximumPairs = 3_000

    /// The median slope; nil where no two x differ, or a slope is beyond what a number holds.
    package static func slope(x: ArraySlice<Double>, y: ArraySlice<Double>) -> Double? {
        let slopes = slopes(x: x, y: y)
        guard !slopes.isEmpty, slopes.allSatisfy(\.isFinite) else { return nil }
        return quantiles([0.5], of: slopes)[0]
    }

    static func slopes(x: ArraySlice<Double>, y: ArraySlice<Double>) -> [Double] {
        precondition(x.count == y.count, "x and y are pairs")
        var slopes: [Double] = []
        slopes.reserveCapacity(x.count * (x.count - 1) / 2)
        x.withUnsafeBufferPointer { x in
            y.withUnsafeBufferPointer { y in
                for i in x.indices {
                    for j in x.indices.dropFirst(i + 1) where x[j] != x[i] {
                        slopes.append((y[j] - y[i]) / (x[j] - x[i]))
                    }
                }
            }
        }
        return slopes
    }

    /// The median of y − slope · x.
    package static func intercept(x: [Double], y: [Double], slope: Double) -> Double {
        let offsets = zip(x, y).map { $1 - slope * $0 }
        return offsets.allSatisfy(\.isFinite) && !offsets.isEmpty ? quantiles([0.5], of: offsets)[0] : .nan
    }

    /// Which side of a bound the median slope lies on, without computing it: a slope is above it where y − bound · x
    /// rises with x.
    /// - Returns: nil where that is too close to be sure.
    package static func isSlope(x: ArraySlice<Double>, y: ArraySlice<Double>, above bound: Double) -> Bool? {
        let rest = zip(x, y).map { $1 - bound * $0 }
        var (above, below) = (0, 0)
        x.withUnsafeBufferPointer { x in
            rest.withUnsafeBufferPointer { rest in
                for i in x.indices {
                    for j in i + 1..<x.count {
                        let product = (rest[j] - rest[i]) * (x[j] - x[i])
                        above &+= product > 0 ? 1 : 0
                        below &+= product < 0 ? 1 : 0
                    }
                }
            }
        }
        // Differences of nothing, and rounding, may stand for slopes on either side.
        let margin = x.count + x.count * (x.count - 1) / 2 - above - below
        if above > below + margin { return true }
        return below > above + margin ? false : nil
    }
}
