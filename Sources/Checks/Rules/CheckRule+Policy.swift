package import Core
import Statistics
import TradingCalendar

extension CheckRule {
    package static let keys: [PolicyKey] = [
        PolicyKey("name", .text, required: true, example: "drift", doc: "The name of the check, unique in the policy."),
        PolicyKey(
            "metric", .choice(MetricCatalog.names), required: true, example: "energy",
            doc: "What is measured; `bellwether metrics` lists them."),
        PolicyKey(
            "of",
            .anyOf([.text, .list(.anyOf([.text, .section(seriesKeys)])), .section(seriesKeys), .section(pairKeys)]),
            example: "[vix_close, sp500_close]",
            doc: """
                A source, one column or several, for relation a pair {y: …, x: …}, for calibration forecasts \
                (\(ForecastPart.allCases.map(\.rawValue).joined(separator: ", "))); other metrics of the model have \
                none.
                """
        ),
        PolicyKey(
            "source", .text, example: "market",
            doc: """
                The source of the columns, where several sources declare them.
                """),
        PolicyKey(
            "as", .choice(Transform.allCases.map(\.rawValue)), example: "log_return",
            doc: "What is computed of the columns first; default level."),
        PolicyKey(
            "score", .choice(SkillScore.allCases.map(\.rawValue)), example: "log_score",
            doc: "For skill: the loss by which the model is compared."),
        PolicyKey(
            "against",
            .anyOf([.choice(SkillBenchmark.named.map(\.name)), .section(CheckRuleReader.benchmarkKeys)]),
            example: "constant",
            doc: "For skill: the benchmark, one of \(SkillBenchmark.examples.map(\.name).joined(separator: ", "))."),
        PolicyKey("window", .text, example: "63 sessions", doc: "The last so many sessions."),
        PolicyKey(
            "relative_to", .text, example: "baseline",
            doc: """
                baseline, for rmse, mae, scaled_rmse and crps: the value, and its threshold, are percent above the \
                baseline's score. median of N sessions, for counts of rows: percent above the median of the sessions \
                before.
                """
        ),
        PolicyKey(
            "warning", .anyOf([.text, .list(.text)]), example: "above 0.5",
            doc: """
                When it warns: above X, below X, budget N a year (, at most 5 % of days), p_value below X, any, or a list of \
                findings.
                """),
        PolicyKey(
            "critical", .anyOf([.text, .list(.text)]), example: "above 2", doc: "When it is critical; as for warning."),
        PolicyKey(
            "judge", .choice(["value", "evidence"]), example: "evidence",
            doc: "value (default): the value alone. evidence: not while the interval contains the threshold."),
        PolicyKey(
            "every", .text, example: "1 minute",
            doc: "How often it is judged, in wall time from 1 second to 24 hours; default: once a session."),
        PolicyKey(
            "for", .text, example: "3 sessions",
            doc: """
                Consecutive sessions that must breach before there is an alert; default 1. With every: a time, \"5 \
                minutes\".
                """
        ),
        PolicyKey(
            "clear", .text, example: "below 0.4",
            doc: """
                What the value must pass, on the other side, before an alert is over; default: not to breach is enough.
                """),
        PolicyKey(
            "keep_firing_for", .text, example: "3 sessions",
            doc: """
                Clear sessions in a row during which the alert still fires; default 0. With every: a time, \"10 \
                minutes\".
                """
        ),
        PolicyKey(
            "baseline", BaselineRule.shape, example: "{sessions: 504, before: window}",
            doc: "What the window is compared with; default: the policy's baseline."),
        PolicyKey(
            "reference", .section(DaySpan.keys), example: "{from: 1993-01-01, to: 2015-12-31}",
            doc: "The history that a budget is calibrated on; default: all before the window."),
        PolicyKey(
            "missing_as_bin", .boolean, example: "true",
            doc: "Whether nulls are compared as a bin of their own; default false."),
        PolicyKey(
            "fit", .choice(LineMethod.allCases.map(\.rawValue)), example: "theil_sen",
            doc: """
                How the line of a relation is fitted: least_squares (default), or theil_sen, which single far rows \
                cannot pull.
                """),
        PolicyKey(
            "owner", .anyOf([.text, .list(.text)]), required: true, example: "data-science",
            doc: "The team or teams that are told."),
        PolicyKey("runbook", .text, required: true, example: "drift", doc: "What they do first."),
    ]

    static let seriesKeys: [PolicyKey] = [
        PolicyKey("column", .text, required: true, example: "sp500_close", doc: "A column of the source."),
        PolicyKey(
            "as", .choice(Transform.allCases.map(\.rawValue)), example: "log_return",
            doc: "What is computed of it first."),
    ]

    static let pairKeys: [PolicyKey] = [
        PolicyKey(
            "y", .anyOf([.text, .section(seriesKeys)]), required: true,
            example: "{column: sp500_close, as: log_return}", doc: "What follows."),
        PolicyKey(
            "x", .anyOf([.text, .section(seriesKeys)]), required: true, example: "{column: vix_close, as: change}",
            doc: "What it follows."),
    ]

    /// The parts of a policy that a check can be about.
    package struct Context {
        let sources: [String: DeclaredColumns]
        /// False where the sources cannot be read.
        let areSourcesKnown: Bool
        /// The model's name; nil without one.
        let model: String?
        /// True if the rows it was trained on are known.
        let hasChampion: Bool
        let hasDecision: Bool
        /// The decision's currency.
        let currency: String?
        let baseline: BaselineRule
        /// The features of the model that can be a benchmark's scale, by the names that stand for them; nil where they
        /// are not known.
        let scales: [String: String]?
        /// The sessions a year of the policy's calendar.
        let sessionsPerYear: Double

        package init(
            sources: [String: DeclaredColumns], areSourcesKnown: Bool = true, model: String? = nil,
            hasChampion: Bool = false, hasDecision: Bool = false,
            currency: String? = nil, baseline: BaselineRule, scales: [String: String]? = nil,
            sessionsPerYear: Double
        ) {
            self.sources = sources
            self.areSourcesKnown = areSourcesKnown
            self.model = model
            self.hasChampion = hasChampion
            self.hasDecision = hasDecision
            self.currency = currency
            self.baseline = baseline
            self.scales = scales
            self.sessionsPerYear = sessionsPerYear
        }
    }

    /// - Parameter fields: of its row, which may have other keys.
    package init?(_ fields: PolicyFields, _ context: Context) {
        let problems = fields.problems
        let reader = CheckRuleReader(fields: fields, context: context, problems: problems)
        // Everything is read before anything is given up, so that every problem is told.
        let name = fields.text("name")
        let metric = reader.metric()
        let owner = reader.owners()
        let runbook = fields.text("runbook")
        let cadence = fields.cadence("every")
        let persistence = fields.span("for", of: cadence, in: 1...1_000) ?? .sessions(1)
        let keepFiringFor = fields.span("keep_firing_for", of: cadence, in: 0...1_000) ?? .sessions(0)
        let baselineRule =
            fields["baseline"].flatMap { BaselineRule($0, hasModel: context.hasChampion, problems) } ?? context.baseline
        let reference = fields["reference"].flatMap { PolicyFields($0, keys: DaySpan.keys, problems: problems) }.flatMap
        { DaySpan($0) }
        let missingAsBin = fields.boolean("missing_as_bin") ?? false
        let judge = fields.choice("judge", among: JudgedBy.allCases) ?? .value
        let fit = fields.choice("fit", among: LineMethod.allCases) ?? .leastSquares
        let isRelative = fields["relative_to"] != nil
        guard let (metric, isNamed) = metric else {
            reader.readWithoutMetric()
            return nil
        }
        let relativeTo = reader.relativeTo(metric)
        let window = reader.window(metric)
        let warning = reader.limit("warning", metric, isRelative: isRelative)
        let critical = reader.limit("critical", metric, isRelative: isRelative)
        let clear = reader.clear(metric, [warning, critical], isRelative: isRelative)
        let subjects = reader.subjects(metric)
        let skill = reader.skill(metric)
        reader.crossCheck(metric, judge: judge)
        guard let name, let runbook, let subjects, let cadence, isNamed, skill != nil || metric.name != "skill"
        else { return nil }
        self.init(
            name: name, metric: metric, input: subjects.input, subjects: subjects.subjects, window: window,
            warning: warning, critical: critical, judgesByEvidence: judge == .evidence, relativeTo: relativeTo,
            cadence: cadence,
            hysteresis: AlertHysteresis(consecutive: persistence, clear: clear, keepFiringFor: keepFiringFor),
            baseline: baselineRule, reference: reference,
            missingAsBin: missingAsBin, skill: skill, fit: fit, owner: owner, runbook: runbook,
            currency: context.currency, node: fields.node)
    }
}

enum JudgedBy: String, CaseIterable { case value, evidence }
