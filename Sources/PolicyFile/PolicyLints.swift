import Alerting
import Checks
package import Core
package import Foundation
import Ingestion
import Modeling
import TradingCalendar

/// Doubts about a policy that need no data: each with the number that shows the point.
package enum PolicyLints {
    /// - Parameters:
    ///   - environment: the variables that channels may name.
    ///   - now: the present, for what will not last.
    package static func problems(_ policy: Policy, environment: [String: String], now: Date) -> [PolicyProblem] {
        let problems = PolicyProblems()
        endingCalendar(policy, now: now, problems)
        for rule in policy.checks {
            invertedLimits(rule, problems)
            beyondShares(rule, problems)
            untold(rule, in: policy, problems)
            neverJudged(rule, in: policy, problems)
            doubts(rule, in: policy, problems)
        }
        unheardFailures(policy, problems)
        if let decision = policy.decision { costlyDecision(decision, problems) }
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

    /// The doubts of the rule's metric.
    private static func doubts(_ rule: CheckRule, in policy: Policy, _ problems: PolicyProblems) {
        let types = rule.source.flatMap(policy.source).map { source in
            rule.series.map { source.contract[$0.column]?.type }
        }
        let isNumeric = types?.allSatisfy { $0 == .number || $0 == .integer } ?? false
        for doubt in rule.metric.doubts(RuleInQuestion(rule, isNumeric: isNumeric)) {
            problems.lint(rule.node, doubt.message, example: doubt.example)
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
        for case (_, .threshold(let threshold)) in rule.limits where !(0...1).contains(threshold.bound) {
            problems.lint(
                rule.node,
                """
                \(rule.metric.name) lies between 0 and 1: \(threshold) is \
                \((threshold.side == .above) == (threshold.bound > 1) ? "never" : "always") so
                """,
                example: rule.metric.example)
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
    private static func neverJudged(_ rule: CheckRule, in policy: Policy, _ problems: PolicyProblems) {
        if rule.metric.modelObservation != nil, case .ledger? = policy.model {
            problems.lint(
                rule.node,
                "\(rule.metric.name) needs the model itself, which a ledger does not have: it is never judged")
        }
        guard let least = rule.metric.requiredSample, let window = rule.window,
            window < least || window == 252 && least == 252
        else { return }
        let needs = "\(rule.metric.name) needs \(least.counted(rule.metric.sampleNoun))"
        problems.lint(
            rule.node,
            window < least
                ? "\(needs), and the window has \(window.counted("session")): it is never judged"
                : """
                \(needs): one session without a row, and a window of \(window.counted("session")) is not judged \
                for \(policy.calendar.sessionsPerYear == Double(window) ? "a year" : "as many")
                """,
            example: "window: \(2 * least) sessions")
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
                for name in setting.variables where environment[name] == nil {
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
