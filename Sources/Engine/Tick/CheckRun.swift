import Alerting
package import Checks
package import Core
import Dispatch
package import Foundation
import Ingestion
package import PolicyFile
import Synchronization
package import TradingCalendar

/// One tick without a store: everything a policy's checks say as of one instant.
package struct CheckRun: Sendable {
    package let deployment: String
    package let calendar: TradingCalendar
    package let asOf: Date
    /// The latest session that is due for any source.
    package let session: Day?
    package let results: [CheckResult]

    package var worst: Verdict { Verdict.worst(of: results.map(\.verdict)) }

    /// Reads what the checks look at, and judges.
    /// - Parameter allEvidence: whether the figures of chance are computed where a verdict is ok, too.
    /// - Throws: ``InputFailure`` when a source or a ledger cannot be read.
    package init(_ policy: Policy, asOf: Date, allEvidence: Bool = true) throws {
        let history = try DeploymentHistory(policy, through: asOf)
        self.init(policy, history.known(at: asOf), asOf: asOf, detail: allEvidence ? .evidence : .report)
    }

    /// Gathers what was known at the instant, and decides.
    package init(_ history: DeploymentHistory, asOf: Date) {
        self.init(history.policy, history.known(at: asOf), asOf: asOf)
    }

    /// Judges what was gathered.
    /// - Parameters:
    ///   - rules: some of the policy's; nil for all.
    ///   - detail: how much beside the verdicts is computed.
    ///   - isConcurrent: false where the caller keeps all cores busy.
    package init(
        _ policy: Policy, _ known: KnownEvidence, asOf: Date, rules: [CheckRule]? = nil,
        detail: EvaluationDetail = .evidence, isConcurrent: Bool = true
    ) {
        let work = (rules ?? policy.checks).flatMap { rule in rule.subjects.map { (rule, $0) } }
        @Sendable func result(_ index: Int) -> CheckResult {
            CheckRun.result(
                work[index].0, subject: work[index].1, policy: policy, known: known, detail: detail)
        }
        let results = isConcurrent ? CheckRun.concurrently(work.count, result) : work.indices.map(result)
        deployment = policy.deployment
        calendar = policy.calendar
        self.asOf = asOf
        session = known.asOfSession
        let judged = CheckRun.controllingFalseDiscoveries(results, policy)
        self.results =
            detail == .verdict
            ? judged
            : CauseFinder(
                zip(work, judged).map { CauseFinder.Item(rule: $0.0, subject: $0.1, result: $1) }, known: known,
                policy: policy
            ).results
    }

    private static func concurrently(
        _ count: Int, _ result: @Sendable (Int) -> CheckResult
    ) -> [CheckResult] {
        let results = Mutex<[Int: CheckResult]>([:])
        DispatchQueue.concurrentPerform(iterations: count) { index in
            let found = result(index)
            results.withLock { $0[index] = found }
        }
        return results.withLock { found in (0..<count).compactMap { found[$0] } }
    }

    private static func result(
        _ rule: CheckRule, subject: CheckRule.Subject, policy: Policy, known: KnownEvidence,
        detail: EvaluationDetail
    ) -> CheckResult {
        let judge = Judge(rule: rule, firstStep: policy.firstStep(of: rule))
        if let failure = known.failure(of: rule) { return judge.absent(subject, .failed("\(failure)")) }
        guard let evidence = known.evidence(for: rule) else {
            return judge.absent(subject, .noData("the calendar \(policy.calendar.name) has no due session yet"))
        }
        return judge.result(subject, evidence: evidence, deployment: policy.deployment, detail: detail)
    }

    /// A check that is judged by p-value over several subjects is judged by the adjusted ones (Benjamini–Hochberg).
    private static func controllingFalseDiscoveries(_ results: [CheckResult], _ policy: Policy) -> [CheckResult] {
        var results = results
        for rule in policy.checks where rule.isJudgedByPValue && rule.subjects.count > 1 {
            let places = results.indices.filter {
                results[$0].check == rule.name && results[$0].measurement.judgedPValue != nil
                    && (results[$0].measurement.sample ?? 0) >= (results[$0].measurement.minimumSample ?? 0)
            }
            let judge = Judge(rule: rule, firstStep: policy.firstStep(of: rule))
            let adjusted = judge.adjusting(places.map { results[$0] })
            for (place, result) in zip(places, adjusted) { results[place] = result }
        }
        return results
    }
}
