package import Foundation
package import TradingCalendar

/// All predictions and labels there will be, joined once; the ledger as of any instant is read off it.
package struct LedgerBook: Sendable {
    private struct Line: Sendable {
        let prediction: Prediction
        /// By the instant they are known since.
        let labels: [Label]
    }

    /// By label session, then session, then id.
    private let lines: [Line]
    /// With the instant from which on there is something to refuse.
    private let rejections: [(since: Date, rejection: Ledger.Rejection)]
    /// When the first label of each key without a prediction is known.
    private let orphans: [Date]
    private let featureNames: [String]

    /// - Parameters:
    ///   - predictions: in the order they were written.
    ///   - labels: in the order they were written.
    ///   - unusable: what could not even be read or made, with the instant since which that is known.
    ///   - featureNames: of the predictions' features.
    package init(
        predictions: [Prediction], labels: [Label], unusable: [(since: Date, rejection: Ledger.Rejection)] = [],
        featureNames: [String] = [], calendar: TradingCalendar
    ) {
        var rejections = unusable.map { ($0.since, $0.rejection) }
        let histories = LedgerBook.histories(labels, &rejections)
        var seen = Set<String>()
        var used = Set<String>()
        var lines: [Line] = []
        lines.reserveCapacity(predictions.count)
        // Of several of one id the first that was made is kept; of one instant the first that was written.
        let inOrder = predictions.enumerated().sorted {
            ($0.element.madeAt, $0.offset) < ($1.element.madeAt, $1.offset)
        }
        for (_, prediction) in inOrder {
            let history = histories[prediction.labelKey] ?? []
            used.insert(prediction.labelKey)
            if let reason = LedgerBook.rejection(prediction, history, calendar, &seen) {
                rejections.append((prediction.madeAt, Ledger.Rejection("prediction \"\(prediction.id)\"", reason)))
            } else {
                lines.append(Line(prediction: prediction, labels: history))
            }
        }
        self.lines = lines.sorted { LedgerBook.precedes($0.prediction, $1.prediction) }
        self.rejections = rejections
        self.featureNames = featureNames
        orphans = histories.filter { !used.contains($0.key) }.compactMap { $0.value.first?.knownSince }
    }

    /// What was known at an instant: predictions made and labels known by then.
    /// - Parameters:
    ///   - session: the latest session whose row is due; nil before the first.
    ///   - first: where only predictions with this label session or a later one are wanted.
    package func ledger(asOf: Date, dueThrough session: Day?, from first: Day? = nil) -> Ledger {
        var entries: [Ledger.Entry] = []
        let start = first.map { first in lines.partitioningIndex { $0.prediction.labelSession < first } } ?? 0
        entries.reserveCapacity(lines.count - start)
        for line in lines[start...] where line.prediction.madeAt <= asOf {
            entries.append(
                LedgerBook.entry(line, asOf: asOf, isDue: session.map { line.prediction.labelSession <= $0 } ?? false))
        }
        return Ledger(
            asOf: asOf, entries: entries, rejections: rejections.lazy.filter { $0.since <= asOf }.map(\.rejection),
            labelsWithoutPrediction: orphans.count { $0 <= asOf }, featureNames: featureNames)
    }

    private static func precedes(_ a: Prediction, _ b: Prediction) -> Bool {
        if a.labelSession != b.labelSession { return a.labelSession < b.labelSession }
        return a.session != b.session ? a.session < b.session : a.id < b.id
    }

    /// The labels of each key by the instant they are known since; of two of one instant the first written is kept.
    private static func histories(
        _ labels: [Label], _ rejections: inout [(Date, Ledger.Rejection)]
    ) -> [String: [Label]] {
        var histories: [String: [Label]] = [:]
        for label in labels { histories[label.key, default: []].append(label) }
        for key in histories.keys.sorted() {
            guard let history = histories[key], history.count > 1 else { continue }
            let inOrder = history.enumerated().sorted {
                ($0.element.knownSince, $0.offset) < ($1.element.knownSince, $1.offset)
            }.map(\.element)
            var kept: [Label] = []
            for label in inOrder {
                guard kept.last?.knownSince == label.knownSince else {
                    kept.append(label)
                    continue
                }
                let reason = "a label of this key known since \(Timestamp.text(label.knownSince)) is there already"
                rejections.append((label.knownSince, Ledger.Rejection("label \"\(label.key)\"", reason)))
            }
            histories[key] = kept
        }
        return histories
    }

    private static func rejection(
        _ prediction: Prediction, _ history: [Label], _ calendar: TradingCalendar, _ seen: inout Set<String>
    ) -> String? {
        for (day, what) in [(prediction.session, "session"), (prediction.labelSession, "label session")]
        where !calendar.isSession(day) {
            return "its \(what) \(day) is no session of \(calendar.name) (\(calendar.reasonClosed(day) ?? "closed"))"
        }
        if prediction.labelSession < prediction.session {
            return "its label session \(prediction.labelSession) lies before its session \(prediction.session)"
        }
        if let first = history.first(where: { $0.value != nil }), first.knownSince <= prediction.madeAt {
            return "it was made at \(Timestamp.text(prediction.madeAt)), when its label was known already"
        }
        guard seen.insert(prediction.id).inserted else { return "a prediction of this id is there already" }
        return nil
    }

    private static func entry(_ line: Line, asOf: Date, isDue: Bool) -> Ledger.Entry {
        let prediction = line.prediction
        guard let latest = line.labels.last(where: { $0.knownSince <= asOf }) else {
            return Ledger.Entry(prediction: prediction, state: isDue ? .missing : .pending, label: nil)
        }
        guard let value = latest.value else {
            return Ledger.Entry(prediction: prediction, state: .pending, label: nil)
        }
        let hasChanged = line.labels.contains { other in
            other.knownSince <= asOf && other.value.map { $0 != value } ?? false
        }
        return Ledger.Entry(prediction: prediction, state: hasChanged ? .revised : .matured, label: value)
    }
}
