package import Foundation
package import TradingCalendar

/// Predictions and their labels as of one instant: which are scored, which wait, which are lost, and what was refused.
package struct Ledger: Sendable {
    package enum State: String, Sendable, CaseIterable {
        /// The label is not due.
        case pending
        case matured
        /// Matured, and the label's value changed after it was first known.
        case revised
        /// The label was due, and there is none, or it is null.
        case missing
    }

    package struct Entry: Sendable {
        package let prediction: Prediction
        package let state: State
        /// The label as known; nil unless matured or revised.
        package let label: Label.Value?
    }

    /// A prediction whose label is known.
    package struct Pair: Sendable {
        package let prediction: Prediction
        package let label: Label.Value
        /// Positive when the model said too much.
        package var error: Double { prediction.mean - label.label }
    }

    /// Something that cannot be used, and why.
    package struct Rejection: Equatable, Sendable, CustomStringConvertible {
        /// Its name: `prediction "a17"`, or a line of a file.
        package let what: String
        package let reason: String

        package init(_ what: String, _ reason: String) {
            self.what = what
            self.reason = reason
        }

        package var description: String { "\(what): \(reason)" }
    }

    package let asOf: Date
    /// By label session, then session, then id.
    package let entries: Entries
    /// Pairs of all entries that have a label; those from ``pairCount`` on are not known yet.
    package let pairs: LedgerPairs
    package let pairCount: Int
    package let rejections: [Rejection]
    package let labelsWithoutPrediction: Int
    package let featureNames: [String]
    let steady: SteadyLedger?

    /// True if predictions and labels come in order and never change.
    package var isSteady: Bool { steady != nil }

    /// The number of entries in each state.
    package var counts: LabelCounts {
        guard let steady else { return counts(entries.indices) }
        return LabelCounts(steady.counts(first: entries.count, asOf: asOf, dueThrough: entries.dueThrough))
    }

    package func counts(_ range: Range<Int>) -> LabelCounts {
        var counts = (pending: 0, matured: 0, revised: 0, missing: 0)
        for index in range {
            switch entries.state(index) {
            case .pending: counts.pending += 1
            case .matured: counts.matured += 1
            case .revised: counts.revised += 1
            case .missing: counts.missing += 1
            }
        }
        return LabelCounts([
            .pending: counts.pending, .matured: counts.matured, .revised: counts.revised, .missing: counts.missing,
        ])
    }

    package func count(_ state: State) -> Int { counts[state] }

    /// The entries whose label session lies in a span.
    package func entries(labelledIn span: ClosedRange<Day>) -> Range<Int> {
        let start = entries.partitioningIndex { entries.labelSession($0) < span.lowerBound }
        return start..<max(start, entries.partitioningIndex { entries.labelSession($0) <= span.upperBound })
    }

    /// The entries whose predictions were made in a span of sessions.
    package func entries(madeIn span: ClosedRange<Day>) -> [Int] {
        guard entries.lines.sessionsAscend else {
            return entries.indices.filter { span.contains(entries.session($0)) }
        }
        let start = entries.partitioningIndex { entries.session($0) < span.lowerBound }
        return Array(start..<max(start, entries.partitioningIndex { entries.session($0) <= span.upperBound }))
    }
}

extension Ledger {
    /// The entries of a ledger; each is put together when it is asked for.
    package struct Entries: RandomAccessCollection, Sendable {
        let lines: LedgerLines
        /// The lines that are known; nil for the first ``count``.
        let places: [Int32]?
        package let count: Int
        let asOf: Date
        let dueThrough: Day?

        package var startIndex: Int { 0 }
        package var endIndex: Int { count }

        private func line(_ index: Int) -> Int { places.map { Int($0[index]) } ?? index }

        package subscript(index: Int) -> Entry {
            let line = line(index)
            let (state, label) = lines.state(line, asOf: asOf, dueThrough: dueThrough)
            return Entry(
                prediction: lines.predictions[line], state: state, label: label.flatMap(lines.histories.value))
        }

        package func state(_ index: Int) -> State {
            lines.state(line(index), asOf: asOf, dueThrough: dueThrough).state
        }

        package func label(_ index: Int) -> Label.Value? {
            lines.state(line(index), asOf: asOf, dueThrough: dueThrough).label.flatMap(lines.histories.value)
        }

        package func mean(_ index: Int) -> Double { lines.predictions.means[line(index)] }
        package func features(_ index: Int) -> [Double] { lines.predictions.features(line(index)) }

        /// The features of some entries, row after row; as many for each as the table has.
        package func features(of entries: [Int]) -> [Double] { lines.predictions.features(entries.lazy.map(line)) }
        package var featureCount: Int { lines.predictions.featureCount }

        package func session(_ index: Int) -> Day { lines.predictions.sessions[line(index)] }
        package func labelSession(_ index: Int) -> Day { lines.predictions.labelSessions[line(index)] }

        func partitioningIndex(where isBefore: (Int) -> Bool) -> Int {
            var low = 0
            var high = count
            while low < high {
                let middle = (low + high) / 2
                if isBefore(middle) { low = middle + 1 } else { high = middle }
            }
            return low
        }
    }
}
