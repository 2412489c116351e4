import Alerting
package import Core
import Engine
import Foundation
import PolicyFile
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

    private func instant(_ asOf: Parameter?) throws -> Date {
        if let asOf { return try asOf.instant(in: policy.calendar) }
        let now = context.clock.now()
        try policy.requireCalendar(at: now, path: path)
        return now
    }

    /// Every check as of an instant.
    package func check(asOf: Parameter?, allEvidence: Bool = false) async throws -> CheckReport {
        let instant = try instant(asOf)
        return try await BlockingWork.run {
            CheckReport(try CheckRun(policy, asOf: instant, allEvidence: allEvidence))
        }
    }

    /// The whole evidence of one check.
    package func explain(check: Parameter, asOf: Parameter?) async throws -> ExplanationReport {
        let instant = try instant(asOf)
        try requireCheck(check)
        return try await BlockingWork.run {
            let report = try ExplanationReport(policy, check: check.text, asOf: instant)
            guard let report else { throw noCheck(check) }
            return report
        }
    }

    /// The changes of a source: since when, and whether there has been something like it.
    /// - Parameter source: nil for the one that the model reads, or that the first check looks at.
    package func diagnosis(source: String?, asOf: Parameter?) async throws -> DiagnosisReport {
        try await diagnosed(source, asOf: asOf) { try DiagnosisReport($0) }
    }

    /// The distributions of a source beside those of its baseline.
    package func comparison(source: String?, asOf: Parameter?) async throws -> ComparisonReport {
        try await diagnosed(source, asOf: asOf) { try ComparisonReport($0) }
    }

    private func diagnosed<Report: Sendable>(
        _ source: String?, asOf: Parameter?, _ report: @escaping @Sendable (SourceDiagnosis) throws -> Report
    ) async throws -> Report {
        let instant = try instant(asOf)
        return try await BlockingWork.run {
            try report(SourceDiagnosis(policy, source: source, root: nil, asOf: instant))
        }
    }

    /// The predictions of a span with their labels and decisions.
    /// - Parameter asOf: when labels are known; nil for all that are known.
    package func predictions(_ span: DaySpan, asOf: Parameter?) async throws -> PredictionAnalysis {
        let days = try span.days(in: policy.calendar)
        let instant = try asOf?.instant(in: policy.calendar)
        let now = context.clock.now()
        return try await BlockingWork.run {
            PredictionAnalysis(
                served: try ServedPredictions(policy, policyPath: path, span: days, asOf: instant, now: now))
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
