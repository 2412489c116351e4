package import Checks
package import Core
package import Foundation
import Modeling
package import PolicyFile
package import TradingCalendar

/// The predictions of a span with their labels.
package struct ServedPredictions: Sendable {
    package let deployment: String
    /// The prediction sessions that were asked for.
    package let span: ClosedRange<Day>
    /// By session, then id.
    package let entries: [Ledger.Entry]
    package let ledger: Ledger
    package let model: ModelReader
    package let decision: DecisionRule?

    /// - Parameters:
    ///   - span: prediction sessions.
    ///   - instant: labels are those known then; nil for all that is known by now.
    /// - Throws: ``InputFailure`` when there is no model, or something cannot be read.
    package init(
        _ policy: Policy, policyPath: String, span: ClosedRange<Day>, asOf instant: Date?, now: Date
    ) throws {
        let end = instant ?? min(now, policy.calendar.endOfDay(policy.calendar.span.upperBound))
        let history = try DeploymentHistory(policy, through: end)
        if let failure = history.modelFailure { throw failure }
        guard let model = history.model else {
            throw InputFailure(path: policyPath, "has no model: section, so there are no predictions")
        }
        let ledger = model.ledger(at: instant ?? model.lastKnown ?? end)
        entries = ledger.entries.filter { span.contains($0.prediction.session) }.sorted {
            ($0.prediction.session, $0.prediction.id) < ($1.prediction.session, $1.prediction.id)
        }
        self.ledger = ledger
        self.model = model
        self.span = span
        deployment = policy.deployment
        decision = policy.decision
    }

    /// The artifacts of the versions that made the predictions, each under its name; nil of a ledger.
    package func artifacts() throws -> [(name: String, text: Data)]? {
        guard let builtIn = model.builtIn else { return nil }
        // The version that serves then is what importance and relative scores rest on, also before its first
        // prediction.
        let serving = model.version(servingAt: ledger.asOf)?.id
        return try builtIn.artifacts(of: Set(entries.map(\.prediction.version) + [serving].compactMap { $0 }))
    }
}
