import Core
import Statistics

extension ForecastError {
    static let metrics: [MetricDefinition] = [
        ForecastError.rmse.metric(
            unit: "the label's unit, or percent above baseline",
            """
            Root mean square of prediction − label over the pairs whose label session lies in the window, with its \
            interval; relative_to: baseline compares with the gated artifact's score on its holdout.
            """,
            limits: "window: 10 sessions, relative_to: baseline, critical: above 20%"),
        ForecastError.mae.metric(
            unit: "the label's unit, or percent above baseline", "Mean absolute error.",
            limits: "window: 63 sessions, relative_to: baseline, critical: above 50%"),
        ForecastError.bias.metric(
            unit: "the label's unit", "Mean of prediction − label: positive when the model says too much.",
            limits: "window: 252 sessions, judge: evidence, warning: above 0.001"),
        ForecastError.scaledRmse.metric(
            unit: "standard deviations, or percent above baseline",
            """
            Root mean square of (prediction − label)/σ: 1 when the model's σ is right.
            """,
            limits: "window: 63 sessions, judge: evidence, critical: above 1"),
        ForecastError.logScore.metric(
            unit: "nats",
            """
            Mean of −ln of the forecast's density at the label, ln σ + z²/2 + ln(2π)/2 with z = (prediction − label)/σ: \
            a proper score of mean and σ together. Lower is better; the level alone says little, skill compares it.
            """,
            limits: "window: 252 sessions, warning: budget 1 a year"),
        ForecastError.crps.metric(
            unit: "the label's unit, or percent above baseline",
            """
            Mean continuous ranked probability score of the normal forecast: a proper score like log_score, in the \
            label's unit, that a few labels far out move less. Lower is better.
            """,
            limits: "window: 63 sessions, relative_to: baseline, critical: above 50%"),
    ]

    private func metric(unit: String, _ definition: String, limits: String) -> MetricDefinition {
        var metric = MetricDefinition(
            ofModel: rawValue, layer: .model, unit: unit, minimumSample: "5 pairs", definition: definition,
            limits: limits, method: .ledgerWindow { ErrorEvaluation($0, self, isRelative: $1.rule.isRelative) })
        metric.capabilities = [.interval]
        switch self {
        case .rmse, .mae, .scaledRmse, .crps: metric.capabilities.formUnion([.relative, .budget])
        // Below 0 where densities are above 1, so that a percentage of it means nothing.
        case .logScore: metric.capabilities.formUnion(.budget)
        case .bias: break
        }
        metric.forecastError = self
        metric.sampleNoun = "pair"
        metric.requiredSample = ForecastError.minimumPairs
        metric.wording = { said in
            let verb = said.isRelative ? " is \(said.text) against its baseline," : " \(said.text)"
            return "\(said.metric)\(verb) on \(said.counted)"
        }
        metric.doubts = { noise($0) }
        metric.isNoise = { question, threshold in
            guard let rows = question.sample?.window else { return false }
            return question.rule.perfectModelAlarmPercent(rows: rows, past: threshold) ?? 0 > 5
        }
        return metric
    }

    /// A limit that a model without fault passes often.
    private func noise(_ question: RuleInQuestion) -> [PolicyRemark] {
        let rule = question.rule
        guard let rows = question.sample?.window, rows > 0, let share = rule.perfectModelAlarmPercent(rows: rows),
            share > 5
        else {
            return []
        }
        return [
            PolicyRemark(
                """
                a model without fault, with independent normal errors, is past the worst limit of \"\(rule.name)\" on \
                \(share.fixed(1)) % of days
                """,
                example: question.sample?.holds(sessions: 63) ?? true
                    ? "window: 63 sessions, judge: evidence" : "judge: evidence")
        ]
    }
}

extension CheckRule {
    /// The share of days, in percent, on which a model without fault would breach the worst limit; nil where that is no
    /// question.
    func perfectModelAlarmPercent(rows: Int) -> Double? {
        guard case .threshold(let threshold)? = limits.first?.limit, !judgesByEvidence else { return nil }
        return perfectModelAlarmPercent(rows: rows, past: threshold)
    }

    fileprivate func perfectModelAlarmPercent(rows: Int, past threshold: Threshold) -> Double? {
        guard threshold.side == .above else { return nil }
        let relative = 1 + threshold.bound / 100
        switch metric.forecastError {
        case .rmse? where isRelative:
            return ErrorMeasure.alarmPercentOfPerfectModel(rows: rows, ratio: relative)
        case .scaledRmse?:
            return ErrorMeasure.alarmPercentOfPerfectModel(rows: rows, ratio: isRelative ? relative : threshold.bound)
        case .rmse?, .mae?, .bias?, .logScore?, .crps?, nil: return nil
        }
    }
}
