package import TradingCalendar

/// Predictions whose labels are known, by label session, then session, then id.
package final class LedgerPairs: Sendable {
    let lines: LedgerLines
    private let places: [Int32]
    private let labels: [Int32]
    /// The label session of each pair.
    package let days: [Day]

    /// - Parameters:
    ///   - places: lines that have a label, ascending.
    ///   - labels: for each its label.
    init(_ lines: LedgerLines, places: [Int32], labels: [Int32]) {
        self.lines = lines
        self.places = places
        self.labels = labels
        days = places.map { lines.predictions.labelSessions[Int($0)] }
    }

    package var predictions: PredictionTable { lines.predictions }
    package var count: Int { places.count }

    /// The row of a pair's prediction in ``predictions``.
    package func row(_ pair: Int) -> Int { Int(places[pair]) }

    package func id(_ pair: Int) -> String { lines.predictions.ids[row(pair)] }
    package func mean(_ pair: Int) -> Double { lines.predictions.means[row(pair)] }

    /// A number of a pair's prediction; NaN where it lacks it.
    package func number(_ part: PredictionTable.Part, _ pair: Int) -> Double {
        lines.predictions.number(part, row(pair))
    }

    package func label(_ pair: Int) -> Double { lines.histories.labels[Int(labels[pair])] }

    package func simpleReturn(_ pair: Int) -> Double { lines.histories.simpleReturns[Int(labels[pair])] }

    package subscript(pair: Int) -> Ledger.Pair {
        Ledger.Pair(
            prediction: lines.predictions[row(pair)],
            label: Label.Value(label: label(pair), simpleReturn: simpleReturn(pair)))
    }
}
