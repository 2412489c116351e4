import Checks
package import Core
import Engine
package import Foundation
import Modeling
package import PolicyFile
import Statistics
import TradingCalendar

/// The whole evidence of one check: `bellwether explain`.
package struct ExplanationView {
    private struct Part {
        let subject: CheckRule.Subject
        let result: CheckResult
        /// The rule's value on the sessions up to the one explained.
        let past: RuleHistory?
    }

    private let rule: CheckRule
    private let policy: Policy
    private let known: KnownEvidence
    private let asOf: Date
    private let parts: [Part]
    private let model: ModelReader?

    /// Sessions whose values are shown.
    static let pastSessions = 252

    /// - Returns: nil when the policy has no check of this name.
    /// - Throws: ``InputFailure`` when something cannot be read.
    package init?(_ policy: Policy, check: String, asOf: Date) throws {
        guard let rule = policy.checks.first(where: { $0.name == check }) else { return nil }
        let history = try DeploymentHistory(policy, through: asOf)
        let known = history.known(at: asOf)
        let run = CheckRun(policy, known, asOf: asOf, rules: [rule])
        let evidence = known.evidence(for: rule)
        parts = zip(rule.subjects, run.results).map { subject, result in
            Part(
                subject: subject, result: result,
                past: evidence.flatMap { ExplanationView.past(rule, subject: subject, evidence: $0) })
        }
        self.rule = rule
        self.policy = policy
        self.known = known
        self.asOf = asOf
        model = history.model
    }

    private static func past(
        _ rule: CheckRule, subject: CheckRule.Subject, evidence: Evidence
    ) -> RuleHistory? {
        guard let evaluator = RuleEvaluator(rule: rule, subject: subject, evidence: evidence) else { return nil }
        let timeline = evaluator.timeline
        guard let window = timeline.calendar.window(pastSessions, endingAt: timeline.asOfSession) else { return nil }
        return evaluator.history(from: window.first, through: window.last)
    }

    package var worst: Verdict { Verdict.worst(of: parts.map(\.result.verdict)) }

    // MARK: - JSON

    /// - Parameter withIndices: whether the block starts of every resample are printed too.
    package func json(withIndices: Bool) -> JSONValue {
        [
            "deployment": .string(policy.deployment), "as_of": .string(Timestamp.text(asOf)),
            "check": .string(rule.name), "metric": .string(rule.metric.name),
            "definition": .string(rule.metric.definition),
            "subjects": .array(parts.map { json($0, withIndices: withIndices) }),
            "model": model?.builtIn.flatMap { version($0) } ?? .null,
        ]
    }

    private func json(_ part: Part, withIndices: Bool) -> JSONValue {
        guard case .object(var fields) = part.result.json else { return .null }
        fields["history"] =
            part.past.map { past in
                .array(
                    zip(past.sessions, past.values).map { session, value in
                        ["session": .string(session.description), "value": JSONValue(value)]
                    })
            } ?? .null
        fields["pairs"] = pairs(part.result).map { .array($0.map(\.json)) } ?? .null
        fields["resampling"] = resampling(part, withIndices: withIndices)
        return .object(fields)
    }

    private func pairs(_ result: CheckResult) -> [Ledger.Pair]? {
        // Importance looks at rows by their own session, labelled or not.
        guard rule.isAboutModel, rule.metric.modelObservation != .importance, let ledger = known.ledger,
            let window = result.measurement.window
        else { return nil }
        return ledger.pairs(ledger.timeline.rows(of: window))
    }

    /// What an independent program needs to draw the same: the seeds, and on request the first row of every block.
    private func resampling(_ part: Part, withIndices: Bool) -> JSONValue {
        let result = part.result
        // Coverage draws nothing; only probabilities have a null of their ECE.
        let isCoverage = part.subject.forecastPart?.nominal != nil
        guard let window = result.measurement.window, !rule.metric.purposes.isEmpty, !isCoverage else { return .null }
        let key = SeriesKey(deployment: policy.deployment, check: rule.name, subject: result.subject)
        var fields: [String: JSONValue] = [
            "generator": "SplitMix64",
            "seed_texts": JSONValue(rule.metric.purposes.map { "\(key)|\(window.last)|\($0)" }),
        ]
        if rule.isAboutModel, result.measurement.interval != nil, let purpose = rule.metric.purposes.first,
            let sample = result.measurement.sample
        {
            fields["resamples"] = .integer(CircularBlockBootstrap.resamples)
            fields["block_length"] = .integer(CircularBlockBootstrap.blockLength(rows: sample))
            var generator = key.generator(windowEnd: window.last, purpose: purpose)
            fields["starts"] =
                !withIndices
                ? .null
                : .array(
                    (0..<CircularBlockBootstrap.resamples).map { _ in
                        .array(
                            CircularBlockBootstrap.starts(rows: sample, generator: &generator).map(JSONValue.integer))
                    })
        }
        return .object(fields)
    }

    private func version(_ history: BuiltInHistory) -> JSONValue? {
        guard let session = known.ledger?.timeline.asOfSession, let version = history.version(at: session) else {
            return nil
        }
        return [
            "version": .string(version.id), "refit": .string(version.refit.description),
            "gated": JSONValue(version.gated?.digest.description),
        ]
    }

    // MARK: - Text

    package func text(_ style: Style, width: Int) -> String {
        parts.map { part in
            Explanation(
                heading: "\(policy.deployment) · \(rule.name) · \(rule.metric.name) of \(part.result.label)",
                head: part.result.view, blocks: blocks(part)
            ).text(style, width: width)
        }.joined(separator: "\n")
    }

    private func blocks(_ part: Part) -> [Explanation.Block] {
        var blocks: [Explanation.Block] = [.notes([rule.metric.definition])]
        blocks += EvidenceBlocks(measurement: part.result.measurement).blocks
        if let error = rule.metric.forecastError, let pairs = pairs(part.result), !pairs.isEmpty {
            blocks.append(largestErrors(error, pairs))
        }
        if let past = part.past, past.evaluated > 1, let first = past.sessions.first, let last = past.sessions.last {
            blocks.append(
                .course(
                    title: "The last \(past.sessions.count) sessions", past.values, first: first.description,
                    last: last.description, unit: rule.unit))
        }
        return blocks
    }

    /// Which sessions make up the score.
    private func largestErrors(_ error: ForecastError, _ pairs: [Ledger.Pair]) -> Explanation.Block {
        func size(_ pair: Ledger.Pair) -> Double {
            switch error {
            case .rmse: pair.error * pair.error
            case .scaledRmse: pair.prediction.sigma.map { pair.error * pair.error / ($0 * $0) } ?? 0
            case .mae, .bias: abs(pair.error)
            }
        }
        let what = error == .rmse ? "squared errors" : error == .scaledRmse ? "squared errors over σ²" : "errors"
        let total = pairs.reduce(0) { $0 + size($1) }
        let largest = pairs.sorted { size($0) > size($1) }.prefix(8)
        return .bars(
            title: "The largest \(what), as shares of their sum",
            largest.map { pair in
                let share = total > 0 ? size(pair) / total : 0
                let sigma =
                    error == .scaledRmse ? pair.prediction.sigma.map { ", σ \((100 * $0).fixed(2)) %" } ?? "" : ""
                return .init(
                    label:
                        """
                        \(pair.prediction.labelSession)  said \((100 * pair.prediction.mean).fixed(2)) %\(sigma), came \
                        \((100 * pair.label.label).fixed(2)) %
                        """,
                    value: share, text: "\((100 * share).fixed(1)) %")
            })
    }
}

extension Ledger.Pair {
    fileprivate var json: JSONValue {
        [
            "id": .string(prediction.id), "session": .string(prediction.session.description),
            "label_session": .string(prediction.labelSession.description), "mean": .number(prediction.mean),
            "sigma": JSONValue(prediction.sigma), "label": .number(label.label),
            "simple_return": .number(label.simpleReturn), "probability_up": JSONValue(prediction.probabilityUp),
            "probability_of_event": JSONValue(prediction.probabilityOfEvent),
            "interval_80": JSONValue(prediction.interval80), "interval_95": JSONValue(prediction.interval95),
        ]
    }
}
