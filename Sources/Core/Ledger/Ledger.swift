package import Foundation
import TradingCalendar

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

        init(prediction: Prediction, state: State, label: Label.Value?) {
            self.prediction = prediction
            self.state = state
            self.label = label
        }
    }

    /// Something that cannot be used, and why.
    package struct Rejection: Equatable, Sendable, CustomStringConvertible {
        /// What it was: `prediction "a17"`, or a line of a file.
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
    package let entries: [Entry]
    package let rejections: [Rejection]
    package let labelsWithoutPrediction: Int
    package let featureNames: [String]

    package init(
        asOf: Date, entries: [Entry], rejections: [Rejection], labelsWithoutPrediction: Int, featureNames: [String]
    ) {
        self.asOf = asOf
        self.entries = entries
        self.rejections = rejections
        self.labelsWithoutPrediction = labelsWithoutPrediction
        self.featureNames = featureNames
    }

    package func count(_ state: State) -> Int { entries.count { $0.state == state } }
}
