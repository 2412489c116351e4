package import Core

/// How the verdicts of a check become an alert: the keys of its row that are not about measuring.
package struct AlertSettings: Equatable, Sendable {
    /// What `noData` and `error` mean.
    package enum NoData: String, Sendable, CaseIterable {
        /// Nothing, until the check is given up.
        case keep
        /// A breach.
        case alert
        /// Nothing is wrong.
        case ok
    }

    /// Clear sessions in a row during which it still fires.
    package let keepFiringFor: Int
    package let noData: NoData
    /// Sessions with nothing to judge, in a row, after which it is given up.
    package let staleAfter: Int

    package static let keys: [PolicyKey] = [
        PolicyKey(
            "keep_firing_for", .text, example: "3 sessions",
            "Clear sessions in a row during which the alert still fires; default 0."),
        PolicyKey(
            "no_data", .choice(NoData.allCases.map(\.rawValue)), example: "alert",
            "What no data and errors mean: keep (default) leaves the alert as it is, alert is a breach, ok is none."),
        PolicyKey(
            "stale_after", .text, example: "5 sessions",
            "Sessions without data, in a row, after which a pending or firing alert is given up; default 21."),
    ]

    package init(keepFiringFor: Int = 0, noData: NoData = .keep, staleAfter: Int = 21) {
        self.keepFiringFor = keepFiringFor
        self.noData = noData
        self.staleAfter = staleAfter
    }

    /// - Parameter fields: of the check's row.
    package init(_ fields: PolicyFields) {
        self.init(
            keepFiringFor: fields.sessions("keep_firing_for", in: 0...1_000) ?? 0,
            noData: fields.choice("no_data", among: NoData.allCases) ?? .keep,
            staleAfter: fields.sessions("stale_after", in: 1...1_000) ?? 21)
    }
}
