import Core

extension MetricDefinition {
    static let skill: MetricDefinition = {
        var metric = MetricDefinition(
            ofModel: "skill", layer: .model, unit: "the score's: nats, the label's unit or its square, a share, money",
            minimumSample: "\(SkillEvaluation.minimumPairs) pairs",
            definition:
                """
                Mean by which a benchmark (against:) loses more than the model in score:, over the pairs of the window: \
                below 0 the benchmark is better. The benchmark knows what was known when each prediction was made. \
                Diebold and Mariano's test, on a standard error that survives dependence.
                """,
            limits:
                "score: log_score, against: constant, window: 504 sessions, judge: evidence, critical: below 0",
            method: .ledgerWindow { evidence, asked in
                // A rule of this metric always has a question; its policy is not read without one.
                SkillEvaluation(
                    evidence, asked.rule.skill ?? SkillQuestion(score: .logScore, benchmark: .constant))
            })
        metric.capabilities = [.interval, .budget]
        metric.worse = .below
        metric.sampleNoun = "pair"
        metric.requiredSample = SkillEvaluation.minimumPairs
        metric.wording = { said in
            "\(said.metric) \(said.text)\(said.benchmark.map { " against \($0)" } ?? "") on \(said.counted)"
        }
        return metric
    }()
}
