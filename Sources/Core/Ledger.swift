package import Foundation
package import TradingCalendar

/// Predictions and their labels as of one instant: which are scored, which wait, which are lost, and what was refused.
package struct Ledger: Sendable {
    package enum State: String, Sendable, CaseIterable {
        /// The label is not due, or known to be null.
        case pending
        case matured
        /// Matured, and the label's value changed after it was first known.
        case revised
        /// The label was due, and there is none.
        case missing
    }

    package struct Entry: Sendable {
        package let prediction: Prediction
        package let state: State
        /// The label as known; nil unless matured or revised.
        package let label: Label.Value?
    }

    /// Something that cannot be used, and why.
    package struct Refusal: Equatable, Sendable {
        /// What it was: `prediction "a17"`, or a line of a file.
        package let what: String
        package let reason: String

        package init(_ what: String, _ reason: String) {
            self.what = what
            self.reason = reason
        }
    }

    package let asOf: Date
    /// By label session, then session, then id.
    package let entries: [Entry]
    package let refusals: [Refusal]
    package let labelsWithoutPrediction: Int
    package let featureNames: [String]

    /// - Parameters:
    ///   - predictions: in the order they were written; those made after the instant do not exist.
    ///   - labels: in the order they were written; those not known at the instant do not exist.
    ///   - refusals: what could not even be read.
    ///   - due: when the row of a session is due.
    package init(
        predictions: [Prediction], labels: [Label], refusals: [Refusal] = [], featureNames: [String] = [], asOf: Date,
        calendar: TradingCalendar, due: (Day) -> Date
    ) {
        var refusals = refusals
        let histories = Ledger.histories(labels, asOf: asOf, &refusals)
        var seen = Set<String>()
        var entries: [Entry] = []
        entries.reserveCapacity(predictions.count)
        var used = Set<String>()
        for prediction in predictions where prediction.madeAt <= asOf {
            let history = histories[prediction.labelKey]
            used.insert(prediction.labelKey)
            if let reason = Ledger.refusal(prediction, history, calendar, &seen) {
                refusals.append(Refusal("prediction \"\(prediction.id)\"", reason))
                continue
            }
            entries.append(Ledger.entry(prediction, history, isDue: due(prediction.labelSession) <= asOf))
        }
        self.asOf = asOf
        self.entries = entries.sorted(by: Ledger.precedes)
        self.refusals = refusals
        self.featureNames = featureNames
        labelsWithoutPrediction = histories.keys.count { !used.contains($0) }
    }

    package func count(_ state: State) -> Int { entries.count { $0.state == state } }

    private static func precedes(_ a: Entry, _ b: Entry) -> Bool {
        let (a, b) = (a.prediction, b.prediction)
        if a.labelSession != b.labelSession { return a.labelSession < b.labelSession }
        return a.session != b.session ? a.session < b.session : a.id < b.id
    }

    /// The known labels of each key by the instant they are known since; of two of one instant the first written is kept.
    private static func histories(_ labels: [Label], asOf: Date, _ refusals: inout [Refusal]) -> [String: [Label]] {
        var histories: [String: [Label]] = [:]
        for label in labels where label.knownSince <= asOf {
            let others = histories[label.key] ?? []
            if others.contains(where: { $0.knownSince == label.knownSince }) {
                refusals.append(
                    Refusal(
                        "label \"\(label.key)\"",
                        "a label of this key known since \(Timestamp.text(label.knownSince)) is there already"))
                continue
            }
            histories[label.key, default: []].append(label)
        }
        return histories.mapValues { history in
            history.count == 1 ? history : history.sorted { $0.knownSince < $1.knownSince }
        }
    }

    private static func refusal(
        _ prediction: Prediction, _ history: [Label]?, _ calendar: TradingCalendar, _ seen: inout Set<String>
    ) -> String? {
        for (day, what) in [(prediction.session, "session"), (prediction.labelSession, "label session")]
        where !calendar.isSession(day) {
            return "its \(what) \(day) is no session of \(calendar.name) (\(calendar.reasonClosed(day) ?? "closed"))"
        }
        if prediction.labelSession < prediction.session {
            return "its label session \(prediction.labelSession) lies before its session \(prediction.session)"
        }
        if let first = history?.first(where: { $0.value != nil }), first.knownSince <= prediction.madeAt {
            return "it was made at \(Timestamp.text(prediction.madeAt)), when its label was known already"
        }
        guard seen.insert(prediction.id).inserted else { return "a prediction of this id is there already" }
        return nil
    }

    private static func entry(_ prediction: Prediction, _ history: [Label]?, isDue: Bool) -> Entry {
        guard let history, let latest = history.last else {
            return Entry(prediction: prediction, state: isDue ? .missing : .pending, label: nil)
        }
        guard let value = latest.value else { return Entry(prediction: prediction, state: .pending, label: nil) }
        let hasChanged = history.contains { $0.value.map { $0 != value } ?? false }
        return Entry(prediction: prediction, state: hasChanged ? .revised : .matured, label: value)
    }
}
