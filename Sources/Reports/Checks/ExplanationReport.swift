package import Checks
package import Core
package import Foundation
package import TradingCalendar

/// The whole evidence of one check.
package struct ExplanationReport: Sendable {
    /// The evidence of one subject.
    package struct Part: Sendable {
        package let result: CheckResult
        package let evidence: [EvidencePiece]
        /// The latest row, where the check looks at how late that is.
        package let latestRow: EvidencePiece.LatestRow?
        /// The rule's value on the sessions up to the one explained.
        package let history: RuleHistory?
        /// The forecasts of the window beside their labels; nil where the check is not about them.
        package let pairs: [Ledger.Pair]?
        /// nil where it is no score of errors.
        package let largestErrors: LargestErrors?
        /// nil where nothing is drawn.
        package let resampling: Resampling?
        /// The alerts that the rule would open if nothing were wrong.
        package let faultless: FaultlessAlerts
    }

    /// The sessions that make up most of a score.
    package struct LargestErrors: Sendable {
        package struct Term: Sendable {
            package let pair: Ledger.Pair
            /// The share of the sum over all pairs, 0 … 1.
            package let share: Double
        }

        package let score: ForecastError
        /// The largest first.
        package let terms: [Term]
    }

    /// The seeds that an independent program needs to draw the same.
    package struct Resampling: Sendable {
        package let seedTexts: [String]
    }

    /// The version of the built-in model that serves.
    package struct Version: Sendable {
        package let id: String
        package let refit: Day
        package let gated: Digest?
    }

    package let deployment: String
    package let asOf: Date
    package let check: String
    package let metric: String
    package let definition: String
    /// The unit of the values of its history.
    package let unit: MeasuredValue.Unit
    package let parts: [Part]
    package let version: Version?

    package var worst: Verdict { Verdict.worst(of: parts.map(\.result.verdict)) }
}
