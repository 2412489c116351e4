package import Core
package import Statistics
package import TradingCalendar

/// One row of `checks:`: a metric, its subjects, its window, its limits, its owners and their first step.
package struct CheckRule: Sendable {
    /// A column with its transform.
    package struct Series: Hashable, Sendable {
        package let column: String
        package let transform: Transform

        package init(column: String, transform: Transform) {
            self.column = column
            self.transform = transform
        }

        package var label: String { transform.label(column) }
    }

    package enum Subject: Hashable, Sendable {
        case source
        case series(Series)
        case pair(y: Series, x: Series)
        case model
        case forecast(ForecastPart)

        /// The same of the transformed column; nil where it is no column, or has another transform already.
        package func transformed(_ transform: Transform) -> Subject? {
            guard case .series(let series) = self, series.transform == .level else { return nil }
            return .series(Series(column: series.column, transform: transform))
        }

        /// nil for every other subject.
        package var forecastPart: ForecastPart? { if case .forecast(let part) = self { part } else { nil } }
    }

    /// The source or model that holds the subjects.
    package enum Input: Hashable, Sendable {
        case source(String)
        case model(String)

        package var name: String {
            switch self {
            case .source(let name), .model(let name): name
            }
        }
    }

    package let name: String
    package let metric: MetricDefinition
    package let input: Input
    package private(set) var subjects: [Subject]
    /// Sessions of the window; nil for metrics without one.
    package let window: Int?
    package let warning: Limit?
    package let critical: Limit?
    package let judgesByEvidence: Bool
    /// nil where the value is not relative.
    package let relativeTo: RelativeTo?
    package let cadence: Cadence
    /// The keys of a check that say which breaches open an alert, and what ends it.
    package let hysteresis: AlertHysteresis
    package let baseline: BaselineRule
    package let reference: DaySpan?
    package let missingAsBin: Bool
    /// nil for other metrics than skill.
    package let skill: SkillQuestion?
    /// The method that fits the line of a relation.
    package var fit = LineMethod.leastSquares
    package let owner: [String]
    package let runbook: String
    /// The currency of the policy's decision.
    package let currency: String?
    /// Where it stands in the policy, for messages.
    package let node: PolicyNode

    /// The same for some of its subjects: all of them where they are judged together, nil where there is none.
    package func keeping(_ isKept: (Subject) -> Bool) -> CheckRule? {
        let kept = subjects.filter(isKept)
        guard !kept.isEmpty else { return nil }
        var rule = self
        if !isJudgedByPValue { rule.subjects = kept }
        return rule
    }

    /// Consecutive sessions that breach before there is an alarm: how a history of sessions is judged. Wall time is
    /// shorter than a session.
    package var consecutive: Int { hysteresis.inSessions.consecutive.amount }

    /// True if the value is in percent above or below another.
    package var isRelative: Bool { relativeTo != nil }

    /// The columns of all subjects, with their transforms.
    package var series: [Series] {
        subjects.flatMap { subject -> [Series] in
            switch subject {
            case .source, .model, .forecast: []
            case .series(let series): [series]
            case .pair(let y, let x): [y, x]
            }
        }
    }

    /// The name of a subject in results: the column as written, or the source or the model.
    package func name(of subject: Subject) -> String {
        switch subject {
        case .source, .model: input.name
        case .forecast(let part): part.rawValue
        case .series(let series): series.column
        case .pair(let y, _): y.column
        }
    }

    package func label(of subject: Subject) -> String {
        switch subject {
        case .source, .model: input.name + (skill.map { " against \($0.benchmark.name)" } ?? "")
        case .forecast(let part): part.rawValue
        case .series(let series): series.label
        case .pair(let y, let x): "\(y.label) on \(x.label)"
        }
    }

    /// The unit in which its value and the bounds of its limits are shown.
    package var unit: MeasuredValue.Unit {
        if isRelative { return .percentAboveBaseline }
        switch skill?.score {
        case .value?: return .money(currency: currency ?? "")
        case .hits?: return .share
        case .logScore?, .crps?, .squaredError?, nil: break
        }
        return switch metric.scale {
        case .plain: .plain
        case .percent: .percent
        case .share: .share
        case .money: .money(currency: currency ?? "")
        }
    }

    /// The source that holds the subjects; nil for a rule about the model.
    package var source: String? { if case .source(let name) = input { name } else { nil } }

    /// True if it is about the model and not a source.
    package var isAboutModel: Bool { source == nil }

    /// True if a p-value decides, alone or beside a written threshold.
    package var isJudgedByPValue: Bool {
        limits.contains { if case .pValue = $0.limit { true } else { false } }
            && !limits.contains { if case .budget = $0.limit { true } else { false } }
    }

    /// The limits, the worse first.
    package var limits: [(verdict: Verdict, limit: Limit)] {
        [critical.map { (.critical, $0) }, warning.map { (.warning, $0) }].compactMap { $0 }
    }
}
