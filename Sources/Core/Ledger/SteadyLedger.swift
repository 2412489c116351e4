import Foundation
import TradingCalendar

/// A ledger that only grows: predictions are made, and labels become known, in the order of the lines, and no label is
/// revised. What is known of it at an instant is a beginning, found by bisection.
struct SteadyLedger: Sendable {
    let pairs: LedgerPairs
    /// The instant since which each pair is known, ascending.
    private let pairsKnownSince: [Date]
    /// The number of pairs before each line.
    private let pairedBefore: [Int32]

    /// - Returns: nil for a ledger that does not grow in order.
    init?(_ lines: LedgerLines) {
        let predictions = lines.predictions
        guard lines.labels.allSatisfy({ $0.count <= 1 }),
            zip(predictions.madeAt, predictions.madeAt.dropFirst()).allSatisfy({ $0 <= $1 })
        else { return nil }
        var places: [Int32] = []
        var labels: [Int32] = []
        var lastKnown: Date?
        var pairsKnown: [Date] = []
        var before: [Int32] = [0]
        before.reserveCapacity(lines.count + 1)
        for (line, range) in lines.labels.enumerated() {
            if let label = range.first {
                let since = lines.histories.knownSince[Int(label)]
                if let lastKnown, since < lastKnown { return nil }
                lastKnown = since
                if !lines.histories.isNull(Int(label)) {
                    places.append(Int32(line))
                    labels.append(label)
                    pairsKnown.append(since)
                }
            }
            before.append(Int32(places.count))
        }
        pairs = LedgerPairs(lines, places: places, labels: labels)
        pairsKnownSince = pairsKnown
        pairedBefore = before
    }

    /// The number of predictions made by an instant.
    func predictions(asOf instant: Date) -> Int {
        pairs.predictions.madeAt.partitioningIndex { $0 <= instant }
    }

    /// The number of pairs known at an instant.
    func pairs(asOf instant: Date) -> Int { pairsKnownSince.partitioningIndex { $0 <= instant } }

    /// The number of the first lines in each state.
    func counts(first count: Int, asOf instant: Date, dueThrough session: Day?) -> [Ledger.State: Int] {
        let due =
            session.map { session in
                pairs.predictions.labelSessions.partitioningIndex { $0 <= session }
            } ?? 0
        let looked = min(due, count)
        let matured = pairs(asOf: instant)
        let missing = looked - min(Int(pairedBefore[looked]), matured)
        return [.pending: count - missing - matured, .matured: matured, .revised: 0, .missing: missing]
    }
}
