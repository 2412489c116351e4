import Core
import Foundation

/// The sizes of labels and predictions, which show units that do not belong together.
///
/// A label is a number of any unit. A decision on a simple return takes it for a log return, of which none is beyond
/// ±1 but in a crash: prices, degrees and percent are.
struct LedgerUnits: Sendable {
    /// A log return beyond it is a loss of 63 % or a gain of 172 % in one step.
    static let largestReturn = 1.0
    /// So many may have been such a crash.
    private static let few = 3
    /// Predictions may be far smaller than what they predict, since most of it cannot be foreseen, and hardly larger.
    private static let ratios = 1e-4...100.0
    private static let blockSize = 1_024

    struct Totals {
        var pairs = 0
        var labelsBeyond = 0
        var meansBeyond = 0
        var label = Scale()
        var mean = Scale()
    }

    /// The geometric mean of sizes, which a few that are far out do not move.
    struct Scale {
        private var count = 0
        private var sum = 0.0

        mutating func add(_ value: Double) {
            guard value != 0, value.isFinite else { return }
            count += 1
            sum += log(abs(value))
        }

        var size: Double? { count == 0 ? nil : exp(sum / Double(count)) }
    }

    private let pairs: LedgerPairs
    /// The totals of the pairs before each block.
    private let before: [Totals]

    init(_ pairs: LedgerPairs) {
        self.pairs = pairs
        var totals = Totals()
        var before: [Totals] = []
        for pair in 0..<pairs.count {
            if pair.isMultiple(of: LedgerUnits.blockSize) { before.append(totals) }
            LedgerUnits.add(pair, of: pairs, to: &totals)
        }
        self.before = before.isEmpty ? [totals] : before
    }

    private static func add(_ pair: Int, of pairs: LedgerPairs, to totals: inout Totals) {
        let (label, mean) = (pairs.label(pair), pairs.mean(pair))
        totals.pairs += 1
        if abs(label) > largestReturn { totals.labelsBeyond += 1 }
        if abs(mean) > largestReturn { totals.meansBeyond += 1 }
        totals.label.add(label)
        totals.mean.add(mean)
    }

    private func totals(_ count: Int) -> Totals {
        let block = min(count / LedgerUnits.blockSize, before.count - 1)
        var totals = before[block]
        for pair in block * LedgerUnits.blockSize..<count { LedgerUnits.add(pair, of: pairs, to: &totals) }
        return totals
    }

    private func isMany(_ beyond: Int, of count: Int) -> Bool {
        beyond * 100 > count && (beyond > LedgerUnits.few || beyond == count)
    }

    /// The reason why the first pairs cannot be those of log returns; nil where they can.
    func noReturns(_ count: Int) -> String? {
        let totals = totals(count)
        if isMany(totals.labelsBeyond, of: count) {
            return noReturns("labels", beyond: totals.labelsBeyond, of: count, value: pairs.label)
        }
        if isMany(totals.meansBeyond, of: count) {
            return noReturns("predictions", beyond: totals.meansBeyond, of: count, value: pairs.mean)
        }
        return mismatch(totals)
    }

    private func noReturns(_ what: String, beyond: Int, of count: Int, value: (Int) -> Double) -> String {
        let first = (0..<count).first { abs(value($0)) > LedgerUnits.largestReturn }
        return """
            \(beyond) of \(count) \(what) lie beyond ±1, where hardly a log return lies (the first is \
            \(first.map { value($0).shortText } ?? "?")): no simple return can be computed from them
            """
    }

    /// The reason why the first pairs cannot have one unit; nil where they can.
    func mismatch(_ count: Int) -> String? { mismatch(totals(count)) }

    private func mismatch(_ totals: Totals) -> String? {
        guard totals.pairs > LedgerUnits.few, let label = totals.label.size, let mean = totals.mean.size,
            !LedgerUnits.ratios.contains(mean / label)
        else { return nil }
        return """
            predictions are about \(mean.shortText) in size and labels about \(label.shortText): they cannot be in the \
            same unit
            """
    }
}
