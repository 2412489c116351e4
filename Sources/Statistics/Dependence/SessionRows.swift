/// The rows of a metric in the order of time, whose mean is asked.
///
/// A session with several rows counts as one, since one cause moves all of them: with sum S and weight c, c̄ the mean
/// weight and m = ΣS/Σc, it is the row m + (S − m·c)/c̄, the linearised ratio of cluster sampling (Cochran, "Sampling
/// Techniques", 1977, 6.3 and 9A). With one row in each session these are the rows themselves.
package struct SessionRows: Sendable {
    private let rows: [Double]
    /// Where the rows of each session begin, and where the last end; nil where each session has one.
    private let starts: [Int]?
    private let sums: [Double]
    /// nil where all are 1.
    private let weights: [Double]?
    /// Before each session, so that those of any run of sessions cost two looks.
    private let runningSums: [Double]
    private let runningWeights: [Double]?
    /// The largest size of a sum up to each session.
    private let runningLargest: [Double]

    /// - Parameters:
    ///   - rows: in the order of time.
    ///   - weights: 0 or above, as many as rows; nil where each row weighs 1. The mean of rows v with weights p is the
    ///     ratio Σv/Σp.
    ///   - groups: how many rows each session has, above 0; nil where none has several.
    package init(_ rows: [Double], weights: [Double]? = nil, groups: [Int]? = nil) {
        self.rows = rows
        starts = groups.map { SessionRows.running($0) }
        sums = groups.map { rows.sums(ofGroups: $0) } ?? rows
        self.weights = groups.map { groups in weights?.sums(ofGroups: groups) ?? groups.map { Double($0) } } ?? weights
        var largest = 0.0
        runningLargest = sums.map { sum in
            largest = max(largest, abs(sum))
            return largest
        }
        runningSums = SessionRows.running(sums)
        runningWeights = self.weights.map { SessionRows.running($0) }
    }

    private static func running<Number: AdditiveArithmetic>(_ values: [Number]) -> [Number] {
        var running = [Number.zero]
        running.reserveCapacity(values.count + 1)
        var sum = Number.zero
        for value in values {
            sum += value
            running.append(sum)
        }
        return running
    }

    /// The number of sessions.
    package var count: Int { sums.count }

    /// The rows of some sessions.
    package func rows(_ sessions: Range<Int>) -> ArraySlice<Double> {
        starts.map { rows[$0[sessions.lowerBound]..<$0[sessions.upperBound]] } ?? rows[sessions]
    }

    /// The mean over some sessions; nil where they weigh nothing.
    package func mean(_ sessions: Range<Int>) -> Double? {
        let weight = weight(of: sessions)
        let sum = sessions.lowerBound == 0 ? runningSums[sessions.upperBound] : sums[sessions].reduce(0, +)
        return weight > 0 ? sum / weight : nil
    }

    /// By how much each of some sessions surpasses their mean; nil where they weigh nothing.
    func deviations(_ sessions: Range<Int>) -> [Double]? {
        guard let mean = mean(sessions) else { return nil }
        guard let weights else { return sums[sessions].map { $0 - mean } }
        let weight = weight(of: sessions) / Double(sessions.count)
        return sessions.map { (sums[$0] - mean * weights[$0]) / weight }
    }

    /// The size of a standard error that is no more than what rounding leaves.
    /// - Parameter sessions: at least one.
    func noise(_ sessions: Range<Int>) -> Double {
        let largest =
            sessions.lowerBound == 0
            ? runningLargest[sessions.upperBound - 1] : sums[sessions].reduce(0) { max($0, abs($1)) }
        return 1e-12 * largest / (weight(of: sessions) / Double(sessions.count))
    }

    private func weight(of sessions: Range<Int>) -> Double {
        guard let weights, let runningWeights else { return Double(sessions.count) }
        return sessions.lowerBound == 0 ? runningWeights[sessions.upperBound] : weights[sessions].reduce(0, +)
    }

    /// Over all runs of `length` sessions among the first `end`: the mean of the squares by which their means lie from
    /// the mean of all, which is given back too; nil where the sessions weigh nothing.
    func spreadOfMeans(length: Int, end: Int) -> (mean: Double, meanSquare: Double)? {
        let weight = (runningWeights?[end] ?? Double(end)) / Double(end)
        guard weight > 0 else { return nil }
        let mean = runningSums[end] / (weight * Double(end))
        let runs = end - length + 1
        let squares = runningSums.withUnsafeBufferPointer { sums in
            guard let runningWeights else {
                return SessionRows.sumOfSquares(runs) { sums[$0 + length] - sums[$0] - mean * Double(length) }
            }
            return runningWeights.withUnsafeBufferPointer { weights in
                SessionRows.sumOfSquares(runs) { start in
                    sums[start + length] - sums[start] - mean * (weights[start + length] - weights[start])
                }
            }
        }
        let scale = Double(length) * weight
        return (mean, squares / Double(runs) / scale / scale)
    }

    /// Added up in four sums, since each addition waits for the one before.
    @inline(__always)
    private static func sumOfSquares(_ count: Int, _ value: (Int) -> Double) -> Double {
        var total = SIMD4<Double>.zero
        let even = count - count % 4
        for place in stride(from: 0, to: even, by: 4) {
            let four = SIMD4(value(place), value(place + 1), value(place + 2), value(place + 3))
            total += four * four
        }
        let rest = (even..<count).reduce(0.0) { $0 + value($1) * value($1) }
        return total.sum() + rest
    }
}
