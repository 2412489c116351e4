import Checks
import Core
import Engine
package import Foundation
package import PolicyFile
import TradingCalendar

extension ExplanationReport {
    /// Sessions whose values are shown.
    private static let pastSessions = 252

    /// - Returns: nil when the policy has no check of this name.
    /// - Throws: ``InputFailure`` when something cannot be read.
    package init?(_ policy: Policy, check: String, asOf: Date) throws {
        guard let rule = policy.checks.first(where: { $0.name == check }) else { return nil }
        let history = try DeploymentHistory(policy, through: asOf)
        let known = history.known(at: asOf)
        let run = CheckRun(policy, known, asOf: asOf, rules: [rule])
        deployment = policy.deployment
        self.asOf = asOf
        self.check = rule.name
        metric = rule.metric.name
        definition = rule.metric.definition
        unit = rule.unit
        parts = zip(rule.subjects, run.results).map { subject, result in
            let pairs = ExplanationReport.pairs(rule, result, of: known.ledger)
            let latestRow =
                rule.metric.has(.lateness) ? known.evidence(for: rule).flatMap(ExplanationReport.latestRow) : nil
            return Part(
                result: result,
                evidence: EvidencePiece.pieces(of: result.measurement)
                    + [latestRow.map { .latestRow($0) }].compactMap { $0 }
                    + EvidencePiece.extent(of: result.measurement, noun: result.sampleNoun),
                latestRow: latestRow,
                history: known.evidence(for: rule).flatMap { ExplanationReport.past(rule, of: subject, in: $0) },
                pairs: pairs,
                largestErrors: rule.metric.forecastError.flatMap { LargestErrors($0, of: pairs ?? []) },
                resampling: Resampling(rule, of: subject, result: result, deployment: policy.deployment),
                faultless: known.evidence(for: rule).map {
                    Judge(rule: rule, firstStep: "").faultlessAlerts(
                        subject, evidence: $0, deployment: policy.deployment)
                } ?? .unknown("there is nothing to measure"))
        }
        version = known.ledger.flatMap { ledger in
            history.model?.builtIn?.serving(at: ledger.timeline.asOfSession).map {
                Version(id: $0.id, refit: $0.refit, gated: $0.gated)
            }
        }
    }

    /// Columns whose cells are shown of a row.
    private static let shownColumns = 8

    private static func latestRow(_ evidence: Evidence) -> EvidencePiece.LatestRow? {
        guard case .source(let source) = evidence, let row = source.timeline.days.indices.last else { return nil }
        return EvidencePiece.LatestRow(
            session: source.timeline.days[row], due: source.timeline.asOfSession,
            cells: source.columns.prefix(shownColumns).map {
                .init(column: $0.name, text: String($0.text(row).prefix(60)))
            })
    }

    private static func past(
        _ rule: CheckRule, of subject: CheckRule.Subject, in evidence: Evidence
    ) -> RuleHistory? {
        guard let evaluator = RuleEvaluator(rule: rule, subject: subject, evidence: evidence) else { return nil }
        let timeline = evaluator.timeline
        guard let window = timeline.calendar.window(pastSessions, endingAt: timeline.asOfSession) else { return nil }
        return evaluator.history(from: window.first, through: window.last)
    }

    private static func pairs(
        _ rule: CheckRule, _ result: CheckResult, of ledger: LedgerEvidence?
    ) -> [Ledger.Pair]? {
        // Importance looks at rows by their own session, labelled or not.
        guard rule.isAboutModel, rule.metric.modelObservation != .importance, let ledger,
            let window = result.measurement.window
        else { return nil }
        return ledger.pairs(ledger.timeline.rows(of: window))
    }
}

extension ExplanationReport.LargestErrors {
    private static let maximum = 8

    fileprivate init?(_ score: ForecastError, of pairs: [Ledger.Pair]) {
        guard !pairs.isEmpty else { return nil }
        func size(_ pair: Ledger.Pair) -> Double {
            switch score {
            case .rmse: pair.error * pair.error
            // The part of a logarithmic score that the label decides.
            case .scaledRmse, .logScore: pair.prediction.sigma.map { pair.error * pair.error / ($0 * $0) } ?? 0
            case .mae, .bias: abs(pair.error)
            case .crps: pair.prediction.sigma.map { score.term(error: pair.error, sigma: $0) } ?? 0
            }
        }
        let total = pairs.reduce(0) { $0 + size($1) }
        self.score = score
        terms = pairs.sorted { size($0) > size($1) }.prefix(ExplanationReport.LargestErrors.maximum).map {
            Term(pair: $0, share: total > 0 ? size($0) / total : 0)
        }
    }
}

extension ExplanationReport.Resampling {
    fileprivate init?(_ rule: CheckRule, of subject: CheckRule.Subject, result: CheckResult, deployment: String) {
        let metric = rule.metric
        // Coverage draws nothing; only probabilities have a null of their ECE.
        let isCoverage = subject.forecastPart?.nominal != nil
        guard let window = result.measurement.window, !metric.purposes.isEmpty, !isCoverage else { return nil }
        let key = SeriesKey(deployment: deployment, check: rule.name, subject: result.subject)
        seedTexts = metric.purposes.map { "\(key)|\(window.last)|\($0)" }
    }
}
