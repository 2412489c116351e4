import Alerting
package import Core
package import Engine
import Foundation
import PolicyFile
package import Presentation
package import Reports
import TradingCalendar

/// Answers questions about a policy and its data, without a store.
package struct PolicyAnalysis: Sendable {
    private let policy: Policy
    private let path: String
    private let context: ApplicationContext

    /// Loads a policy that has to be valid.
    package init(policyPath path: String, _ context: ApplicationContext) throws {
        policy = try PolicySource.load(path)
        self.path = path
        self.context = context
    }

    package var deployment: String { policy.deployment }

    /// The JSON Schema of policy files.
    package static var schema: JSONValue { Policy.jsonSchema }

    private func instant(_ asOf: Parameter?) throws(ApplicationError) -> Date {
        try asOf?.instant(in: policy.calendar) ?? context.clock.now()
    }

    /// Every check as of an instant.
    package func check(asOf: Parameter?, allEvidence: Bool = false) async throws -> CheckRun {
        let instant = try instant(asOf)
        return try await BlockingWork.run { try CheckRun(policy, asOf: instant, allEvidence: allEvidence) }
    }

    /// The whole evidence of one check.
    package func explain(check: Parameter, asOf: Parameter?) async throws -> ExplanationView {
        let instant = try instant(asOf)
        try requireCheck(check)
        return try await BlockingWork.run {
            guard let view = try ExplanationView(policy, check: check.text, asOf: instant) else {
                throw noCheck(check)
            }
            return view
        }
    }

    /// The present of a source, beside its past.
    /// - Parameter source: nil for the one that the model reads, or that the first check looks at.
    package func diagnosis(source: String?, asOf: Parameter?) async throws -> SourceDiagnosis {
        let instant = try instant(asOf)
        return try await BlockingWork.run {
            try SourceDiagnosis(policy, source: source, root: nil, asOf: instant)
        }
    }

    /// The predictions of a span with their labels and decisions.
    /// - Parameter asOf: when labels are known; nil for all that are known.
    package func predictions(_ span: DaySpan, asOf: Parameter?) async throws -> PredictionsView {
        let days = try span.days(in: policy.calendar)
        let instant = try asOf?.instant(in: policy.calendar)
        return try await BlockingWork.run {
            try PredictionsView(policy, policyPath: path, span: days, asOf: instant)
        }
    }

    /// The teams, channels and first steps of alerts.
    /// - Parameters:
    ///   - check: nil for all checks.
    ///   - severity: nil for those that a check can have.
    package func routes(check: Parameter?, severity: Parameter?) throws -> RouteReport {
        if let check { try requireCheck(check) }
        return RouteReport(policy, check: check?.text, severity: try severity?.severity())
    }

    /// Everything that channels would send of alerts now.
    package func examples(of routes: RouteReport) -> RouteExampleReport {
        RouteExampleReport(routes, policy, at: context.clock.wholeSecond)
    }

    private func requireCheck(_ check: Parameter) throws(ApplicationError) {
        if !policy.checkNames.contains(check.text) { throw noCheck(check) }
    }

    private func noCheck(_ check: Parameter) -> ApplicationError {
        let names = policy.checkNames
        return .usage(
            """
            \(check.name): no check is called \"\(check.text)\"\(suggestion(for: check.text, among: names)); there are \
            \(names.joined(separator: ", "))
            """
        )
    }
}
