package import Core
package import TradingCalendar

/// The rows that the present is compared with: `baseline:` of a policy or of a check.
package enum BaselineRule: Equatable, Sendable {
    /// So many sessions, the last of them the session before the window's first.
    case before(sessions: Int)
    case fixed(from: Day, to: Day)
    /// The training rows of the version that served.
    case champion

    private enum Before: String, CaseIterable { case window }

    package static let standard = BaselineRule.before(sessions: 504)

    package static let shape = PolicyKey.Shape.anyOf([.choice(["champion"]), .section(keys)])

    static let keys: [PolicyKey] = [
        PolicyKey("sessions", .integer, example: "504", doc: "How many sessions."),
        PolicyKey(
            "before", .choice(Before.allCases.map(\.rawValue)), example: "window",
            doc: """
                They end at the session before the window's first.
                """),
        PolicyKey("from", .text, example: "2004-01-01", doc: "First day of a fixed baseline."),
        PolicyKey("to", .text, example: "2006-12-31", doc: "Last day of a fixed baseline."),
    ]

    /// - Parameter hasModel: whether the policy has a model whose training rows are known.
    package init?(_ node: PolicyNode, hasModel: Bool, _ problems: PolicyProblems) {
        let example = "baseline: {sessions: 504, before: window}"
        if node.scalar == "champion" {
            if !hasModel {
                problems.error(
                    node,
                    "\"champion\" is the training data of the deployed model, and this policy has no built-in model",
                    example: example)
                return nil
            }
            self = .champion
            return
        }
        guard let fields = PolicyFields(node, keys: BaselineRule.keys, problems: problems) else { return nil }
        let sessions = fields.integer("sessions", in: 1...100_000)
        _ = fields.choice("before", among: Before.allCases)
        let isSpan = fields["from"] != nil || fields["to"] != nil
        let span = isSpan ? DaySpan(fields) : nil
        if fields["sessions"] != nil, !isSpan {
            guard let sessions else { return nil }
            self = .before(sessions: sessions)
        } else if fields["sessions"] == nil, let span {
            self = .fixed(from: span.from, to: span.to)
        } else {
            if fields["from"] == nil || fields["to"] == nil || fields["sessions"] != nil {
                problems.error(
                    node, "a baseline is either sessions: before the window, or from: and to:", example: example)
            }
            return nil
        }
    }
}

/// A span of days, `{from: 2004-01-01, to: 2006-12-31}`.
package struct DaySpan: Equatable, Sendable {
    package let from: Day
    package let to: Day

    package static let keys: [PolicyKey] = [
        PolicyKey("from", .text, required: true, example: "1993-01-01", doc: "First day."),
        PolicyKey("to", .text, required: true, example: "2015-12-31", doc: "Last day."),
    ]

    init?(_ fields: PolicyFields) {
        let from = fields.value("from", expected: "a date that exists, such as 2004-01-01") { Day(iso: $0) }
        let to = fields.value("to", expected: "a date that exists, such as 2006-12-31") { Day(iso: $0) }
        guard let from, let to else { return nil }
        if from > to { fields.problems.error(fields.node, "from: \(from) is after to: \(to)") }
        self.from = from
        self.to = to
    }
}
