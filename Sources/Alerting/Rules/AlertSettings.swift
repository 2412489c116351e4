package import Core
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

    package let noData: NoData
    /// A pending or firing alert is given up after evaluations with nothing to judge for this long.
    package let staleAfter: TimeSpan

    package static let keys: [PolicyKey] = [
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
        noData: NoData = .keep, staleAfter: TimeSpan = AlertSettings.staleAfter(.session)
    ) {
        self.noData = noData
        self.staleAfter = staleAfter
    }

    /// - Parameters:
    ///   - fields: the check's row.
    ///   - cadence: how often the check is judged; nil where that cannot be read.
    package init(_ fields: PolicyFields, cadence: Cadence?) {
        self.init(
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
}
