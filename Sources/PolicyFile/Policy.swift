package import Alerting
package import Checks
package import Core
import Foundation
package import Ingestion
package import Modeling
package import TradingCalendar

/// A deployment's policy: one YAML file, validated as a whole.
package struct Policy: Sendable {
    package let deployment: String
    package let calendar: TradingCalendar
    /// False where the calendar that is written cannot be read.
    package let hasCalendar: Bool
    /// The whole file.
    let node: PolicyNode
    /// Where the calendar is named, or would be.
    let calendarNode: PolicyNode
    package let sources: [SourceSettings]
    package let model: ModelSettings?
    package let decision: DecisionRule?
    /// The baseline of checks that do not say otherwise.
    package let baseline: BaselineRule
    package internal(set) var checks: [CheckRule]
    package let runbooks: [Runbook]
    package let teams: [Team]
    package let channels: [ChannelSettings]
    /// The settings by which verdicts become alerts, by the name of the check.
    package let alertSettings: [String: AlertSettings]
    package let alerting: AlertingSettings
    /// The fingerprints of everything in the policy that a check's verdicts depend on, by the name of the check.
    package let settingsFingerprints: [String: Fingerprint]
    package let settings: PolicySettings
    /// Names its text.
    package let digest: Digest
    /// The directory that relative paths start from.
    package let directory: String

    package static let keys: [PolicyKey] = [
        PolicyKey("version", .integer, required: true, example: "1", doc: "The version of this format: 1."),
        PolicyKey(
            "deployment", .text, required: true, example: "sp500-next-session", doc: "The name of what is watched."),
        PolicyKey(
            "calendar", .text, example: "XNYS",
            doc: """
                The sessions: \(TradingCalendar.builtInNames.joined(separator: ", ")), or the path of a calendar file; \
                default XNYS.
                """
        ),
        PolicyKey(
            "sources", .map(.section(SourceSettings.keys)), required: true, example: "{market: {csv: market.csv, …}}",
            doc: "Where rows come from, and their contract."),
        PolicyKey(
            "baseline", BaselineRule.shape, example: "{sessions: 504, before: window}",
            doc: """
                What the present is compared with: champion (the default with a built-in model), sessions before the \
                window (default 504), or a fixed span.
                """
        ),
        PolicyKey(
            "model", .section(ModelSettings.keys),
            example: "{built_in: market-ridge, source: market, features: [vix_close, sp500_close, sp500_volume]}",
            doc: "Whose predictions are watched."),
        PolicyKey(
            "decision", .section(DecisionRule.keys),
            example:
                """
                {event: simple_return below -1%, act_when: probability_of_event above 0.125, exposure: 10000000 USD, \
                costs: {act: 2 bps, miss: 16 bps}}
                """,
            doc: "What is decided on the predictions, and what it costs."),
        PolicyKey(
            "alerting", .section(AlertingSettings.keys), example: "{group_window: 5 sessions, heartbeat: watchdog}",
            doc: "How alerts become incidents."),
        PolicyKey(
            "checks", .list(.section(checkKeys)), required: true, example: "[{name: schema, metric: schema, …}]",
            doc: "What is watched, a row each."),
        PolicyKey(
            "runbooks", .map(.list(.section(Runbook.stepKeys))), required: true,
            example: "{ingestion: [{manual: Inspect the ingestion job}]}", doc: "What is done when a check alerts."),
        PolicyKey(
            "teams", .map(.section(Team.keys)), required: true,
            example: "{data-science: {channels: {critical: [ds-slack]}}}",
            doc: "Whose checks they are, and how they are reached."),
        PolicyKey(
            "channels", .map(.section(ChannelSettings.keys)), required: true,
            example: "{ds-slack: {slack: {webhook: \"${SLACK}\"}}}", doc: "How teams are reached."),
    ]

    /// The keys of a row of `checks:`: what is measured, and what becomes of the verdict.
    static let checkKeys = CheckRule.keys + AlertSettings.keys

    /// The JSON Schema of a policy file.
    package static var jsonSchema: JSONValue {
        guard case .object(var schema) = PolicyKey.Shape.section(keys).jsonSchema else { return .null }
        schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
        schema["title"] = "Bellwether policy"
        return .object(schema)
    }

    /// The first step of a check's runbook.
    package func firstStep(of rule: CheckRule) -> String {
        runbooks.first { $0.name == rule.runbook }?.steps.first?.title ?? ""
    }

    /// The same with some of its checks.
    package func keeping(_ isKept: (CheckRule) -> Bool) -> Policy {
        var policy = self
        policy.checks = checks.filter(isKept)
        return policy
    }

    package var checkNames: [String] { checks.map(\.name) }

    /// A path as written in the policy.
    package func path(_ written: String) -> String {
        URL(filePath: written, relativeTo: URL(filePath: directory)).path(percentEncoded: false)
    }

    package func source(_ name: String) -> SourceSettings? { sources.first { $0.name == name } }
}
