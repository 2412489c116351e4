import Alerting
package import Checks
package import Core
package import Foundation
import Ingestion
import Modeling
import TradingCalendar

/// Doubts about a policy that need no data: each with the number that shows the point.
package enum PolicyLints {
    /// - Parameters:
    ///   - policy: may have errors; then only what was read is doubted, and nothing for what is absent.
    ///   - environment: the variables that channels may name.
    ///   - now: the present, for what will not last.
    ///   - sample: the rows that a rule judges, as far as they are known.
    package static func problems(
        _ policy: Policy, isValid: Bool = true, environment: [String: String], now: Date,
        sample: (CheckRule) -> RuleSample? = { _ in nil }
    ) -> [PolicyProblem] {
        let problems = PolicyProblems()
        if policy.hasCalendar { endingCalendar(policy, now: now, problems) }
        for rule in policy.checks {
            let question = RuleInQuestion(
                rule, isNumeric: policy.isNumeric(rule), sample: sample(rule) ?? policy.nominalSample(of: rule))
            invertedLimits(rule, problems)
            beyondShares(rule, problems)
            neverJudged(rule, sample: question.sample, in: policy, problems)
            for doubt in rule.metric.doubts(question) {
                problems.lint(rule.node, doubt.message, example: doubt.example)
            }
            if isValid { untold(rule, in: policy, problems) }
        }
        if isValid { unheardFailures(policy, problems) }
        unusedKeys(policy, problems)
        if let decision = policy.decision { costlyDecision(decision, problems) }
        lostMessages(policy, problems)
        missingSecrets(policy, environment: environment, problems)
        missingPrograms(policy, problems)
        return problems.all
    }

    /// A calendar that is over, or will be before anybody thinks of it.
    private static func endingCalendar(_ policy: Policy, now: Date, _ problems: PolicyProblems) {
        let (end, today) = (policy.calendar.span.upperBound, policy.calendar.zone.day(of: now))
        guard today.distance(to: end) < 366 else { return }
        problems.lint(
            policy.calendarNode,
            """
            the calendar \(policy.calendar.name) \(today > end ? "ended" : "ends") on \(end): after that nothing is \
            watched
            """,
            example: "to: \(today.components.year + 5)-12-31    # in a calendar file")
    }

    /// Keys that are accepted and do nothing: one doubt a key, however often it stands there.
    private static func unusedKeys(_ policy: Policy, _ problems: PolicyProblems) {
        var places: [(key: PolicyKey, nodes: [PolicyNode])] = []
        PolicyKey.Shape.section(Policy.keys).forEachUnused(in: policy.node) { key, node in
            if let known = places.firstIndex(where: { $0.key.name == key.name && $0.key.unused == key.unused }) {
                places[known].nodes.append(node)
            } else {
                places.append((key, [node]))
            }
        }
        for (key, nodes) in places {
            let others = nodes.dropFirst().map { "line \($0.line)" }
            problems.lint(
                nodes[0],
                """
                \(key.name): is accepted and does nothing yet: \(key.unused ?? "")\
                \(others.isEmpty ? "" : " (also in \(others.prefix(5).joined(separator: ", ")))")
                """)
        }
        for rule in policy.checks where rule.reference != nil && !rule.limits.contains(where: { $0.limit.isBudget }) {
            problems.lint(
                rule.node["reference"] ?? rule.node,
                "reference: does nothing here: it is what a budget is calibrated on, and no limit of the check is one")
        }
    }

    /// A warning that only a critical value could reach.
    private static func invertedLimits(_ rule: CheckRule, _ problems: PolicyProblems) {
        guard case .threshold(let warning)? = rule.warning, case .threshold(let critical)? = rule.critical,
            warning.side == critical.side,
            warning.side == .above ? warning.bound >= critical.bound : warning.bound <= critical.bound
        else { return }
        problems.lint(rule.node, "a warning \(warning) cannot occur: what is \(critical) is critical already")
    }

    /// A bound that no share can pass, or all do.
    private static func beyondShares(_ rule: CheckRule, _ problems: PolicyProblems) {
        guard rule.metric.has(.proportion) else { return }
        for case (let verdict, .threshold(let threshold)) in rule.limits where !(0...1).contains(threshold.bound) {
            problems.lint(
                rule.node,
                """
                \(rule.metric.name) lies between 0 and 1: \(threshold) is \
                \((threshold.side == .above) == (threshold.bound > 1) ? "never" : "always") so
                """,
                example: "\(verdict.rawValue): \(threshold.side.rawValue) 0.5")
        }
    }

    /// A verdict of which an owner has no channel to hear.
    private static func untold(_ rule: CheckRule, in policy: Policy, _ problems: PolicyProblems) {
        for team in policy.teams where rule.owner.contains(team.name) {
            let gaps = [
                rule.critical != nil && team.criticalChannels.isEmpty ? "critical" : nil,
                rule.warning != nil && team.warningChannels.isEmpty ? "warning" : nil,
            ].compactMap { $0 }
            for severity in gaps {
                problems.lint(
                    rule.node,
                    """
                    \"\(rule.name)\" can be \(severity), and its owner \"\(team.name)\" has no channel for \(severity)
                    """,
                    example: "channels: {\(severity): [\(policy.channels.first?.name ?? "slack")]}")
            }
        }
    }

    /// A source of which nobody is told when it cannot be read.
    private static func unheardFailures(_ policy: Policy, _ problems: PolicyProblems) {
        for source in policy.sources {
            let rules = policy.checks.filter { $0.source == source.name }
            guard let first = rules.first(where: { $0.metric.has(.lateness) }) ?? rules.first,
                !rules.contains(where: { policy.alertSettings[$0.name]?.noData == .alert })
            else { continue }
            problems.lint(
                first.node,
                "when the source \"\(source.name)\" cannot be read, nobody is told: no check of it says no_data: alert",
                example: "no_data: alert")
        }
    }

    /// A metric that needs more rows than the window holds, or a model that is not there.
    private static func neverJudged(
        _ rule: CheckRule, sample: RuleSample?, in policy: Policy, _ problems: PolicyProblems
    ) {
        if rule.metric.modelObservation != nil, case .ledger? = policy.model {
            problems.lint(
                rule.node,
                "\(rule.metric.name) needs the model itself, which a ledger does not have: it is never judged")
        }
        guard let least = rule.metric.requiredSample, let window = rule.window, let rows = sample?.window, rows > 0,
            rows < least || rows == 252 && least == 252
        else { return }
        let needs = "\(rule.metric.name) needs \(least.counted(rule.metric.sampleNoun))"
        let holds =
            "\(window.counted("session"))\(rows == window ? "" : " with \(rows.counted(rule.metric.sampleNoun))")"
        let longer = Int((2 * Double(least) * Double(window) / Double(rows)).rounded(.up))
        problems.lint(
            rule.node,
            rows < least
                ? "\(needs), and the window has \(holds): it is never judged"
                : """
                \(needs): one session without a row, and a window of \(holds) is not judged \
                for \(policy.calendar.sessionsPerYear == Double(window) ? "a year" : "as many")
                """,
            example: sample?.holds(sessions: longer) ?? true ? "window: \(longer) sessions" : nil)
    }

    /// A decision that acts at another probability than its costs say.
    private static func costlyDecision(_ decision: DecisionRule, _ problems: PolicyProblems) {
        let ratio = decision.costRatio
        guard decision.signal == .probabilityOfEvent, decision.actWhen.side == .above,
            abs(decision.actWhen.bound - ratio) > 0.1 * ratio
        else { return }
        problems.lint(
            decision.node,
            """
            acting costs \(ratio.shortText) of what a miss costs, so it pays above a probability of \
            \(ratio.shortText); this acts above \(decision.actWhen.bound.shortText)
            """,
            example: "act_when: probability_of_event above \(ratio.shortText)")
    }

    /// Channels that can refuse a message for good, and nobody who is told then.
    private static func lostMessages(_ policy: Policy, _ problems: PolicyProblems) {
        let routed = Set(policy.teams.flatMap { $0.warningChannels + $0.criticalChannels })
        guard policy.alerting.fallback == nil,
            let first = policy.channels.first(where: { $0.kind != .stdout && routed.contains($0.name) }),
            let node = first.settings.values.map(\.node).min(by: { ($0.line, $0.column) < ($1.line, $1.column) })
        else { return }
        let other = policy.channels.first { $0.kind != first.kind }?.name ?? "ops-mail"
        problems.lint(
            node,
            """
            when "\(first.name)" or another channel refuses a message for good, as after its address was withdrawn, nobody \
            is told: there is no fallback
            """,
            example: "alerting: {fallback: \(other)}")
    }

    /// Secrets that are named and absent; an error only where something is sent.
    private static func missingSecrets(
        _ policy: Policy, environment: [String: String], _ problems: PolicyProblems
    ) {
        let secrets = SecretSource(environment: environment) { path in
            RegularFile.contents(policy.path(path), upTo: 4_096).map { String(decoding: $0, as: UTF8.self) }
        }
        for channel in policy.channels {
            for (node, fault) in channel.faults(from: secrets) { problems.lint(node, fault) }
            for (key, setting) in channel.settings.sorted(by: { $0.key < $1.key }) {
                if case .file(let path) = setting.source, let place = setting.path(from: secrets),
                    !FileManager.default.isReadableFile(atPath: policy.path(place))
                {
                    problems.lint(
                        setting.node,
                        """
                        \(key) of \"\(channel.name)\" is in the file \(path), which cannot be read: nothing can be \
                        sent there
                        """
                    )
                }
                for name in setting.variables where environment[name]?.isEmpty ?? true {
                    problems.lint(
                        setting.node,
                        """
                        \(key) of \"\(channel.name)\" is in the environment variable \(name), which is not set: \
                        nothing can be sent there
                        """
                    )
                }
            }
        }
    }

    /// A step that could not run.
    private static func missingPrograms(_ policy: Policy, _ problems: PolicyProblems) {
        for step in policy.runbooks.flatMap(\.steps) {
            guard case .command(let arguments, _, _) = step.kind, arguments[0].contains("/"),
                !FileManager.default.isExecutableFile(atPath: policy.path(arguments[0]))
            else { continue }
            problems.lint(
                step.node,
                """
                \(arguments[0]) is not there, or is not executable: the step cannot run (paths are relative to the \
                policy)
                """
            )
        }
    }
}

extension Policy {
    /// True if every column of a rule holds numbers.
    package func isNumeric(_ rule: CheckRule) -> Bool {
        guard let source = rule.source.flatMap(source) else { return false }
        return rule.series.allSatisfy { series in
            source.contract[series.column].map { $0.type == .number || $0.type == .integer } ?? false
        }
    }

    /// The rows that a rule would judge with one row a session; nil where its source may have several.
    fileprivate func nominalSample(of rule: CheckRule) -> RuleSample? {
        guard let window = rule.window else { return nil }
        if let source = rule.source.flatMap(source), source.contract.key != [source.contract.time] { return nil }
        let baseline: Int? = if case .before(let sessions) = rule.baseline { sessions } else { nil }
        return RuleSample(window: window, baseline: baseline)
    }
}
