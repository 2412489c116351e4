package import Core
import Foundation
package import TradingCalendar

/// The keys of a check that say how its verdicts become an alert.
package struct AlertSettings: Equatable, Sendable {
    /// The meaning of `noData` and `error`.
    package enum NoData: String, Sendable, CaseIterable {
        /// Nothing, until the alert is stale.
        case keep
        /// A breach.
        case alert
        /// Nothing is wrong.
        case ok
    }

    /// The alert still fires while it has been clear for no longer than this.
    package let keepFiringFor: TimeSpan
    package let noData: NoData
    /// A pending or firing alert is given up after evaluations with nothing to judge for this long.
    package let staleAfter: TimeSpan

    package static let keys: [PolicyKey] = [
        PolicyKey(
            "keep_firing_for", .text, example: "3 sessions",
            doc: """
                Clear sessions in a row during which the alert still fires; default 0. With every: a time, \"10 \
                minutes\".
                """
        ),
        PolicyKey(
            "no_data", .choice(NoData.allCases.map(\.rawValue)), example: "alert",
            doc: """
                The meaning of no data and errors: keep (default) leaves the alert as it is, alert is a breach, ok is none.
                """),
        PolicyKey(
            "stale_after", .text, example: "5 sessions",
            doc: "Sessions without data, in a row, after which a pending or firing alert is given up; default 21. "
                + "With every: a time; default 21 intervals."
        ),
    ]

    package init(
        keepFiringFor: TimeSpan = .sessions(0), noData: NoData = .keep,
        staleAfter: TimeSpan = AlertSettings.staleAfter(.session)
    ) {
        self.keepFiringFor = keepFiringFor
        self.noData = noData
        self.staleAfter = staleAfter
    }

    /// - Parameters:
    ///   - fields: the check's row.
    ///   - cadence: how often the check is judged; nil where that cannot be read.
    package init(_ fields: PolicyFields, cadence: Cadence?) {
        self.init(
            keepFiringFor: fields.span("keep_firing_for", of: cadence, in: 0...1_000) ?? .sessions(0),
            noData: fields.choice("no_data", among: NoData.allCases) ?? .keep,
            staleAfter: fields.span("stale_after", of: cadence, in: 1...1_000)
                ?? AlertSettings.staleAfter(cadence ?? .session))
    }

    /// The default: 21 evaluations.
    package static func staleAfter(_ cadence: Cadence) -> TimeSpan {
        switch cadence {
        case .session: .sessions(21)
        case .every(let seconds): .seconds(21 * seconds)
        }
    }

    /// True where a firing alert has been clear for long enough to resolve.
    func isOver(_ clear: ConsecutiveCount, at instant: Date) -> Bool {
        switch keepFiringFor {
        case .sessions(let keep): clear.count > keep
        case .seconds: clear.reaches(keepFiringFor, at: instant)
        }
    }
}
