import Core
import Statistics

extension DriftMeasure {
    static let psiNull = "psi-null"

    static let metrics: [MetricDefinition] = allCases.map { measure in
        let column = measure.isForCategories ? "currency" : "vix_close"
        let text = measure.text
        var metric = MetricDefinition(
            name: measure.rawValue, layer: .data, subject: .columns, isWindowed: true, unit: text.unit,
            minimumSample: text.minimumSample, definition: text.definition,
            example:
                """
                {name: drift, metric: \(measure.rawValue), of: \(column), window: 63 sessions, critical: budget 2 a \
                year, owner: data-science, runbook: drift}
                """,
            method: .sourceWindow { DriftEvaluation(measure, evidence: $0, asked: $1) })
        metric.capabilities = [.baseline, .budget]
        if measure.isBinned { metric.capabilities.insert(.bins) }
        if measure.hasPValue { metric.capabilities.insert(.pValue) }
        metric.distance = measure
        metric.objection = { measure.objection(to: $0, of: $1) }
        if measure == .psi {
            metric.purposes = [psiNull]
            metric.doubts = { noise($0) }
        }
        return metric
    }

    var hasPValue: Bool {
        switch self {
        case .psi, .kolmogorovSmirnov, .chiSquare: true
        case .wasserstein, .jensenShannon, .hellinger, .lInfinity: false
        }
    }

    private struct Text {
        let unit: String
        let minimumSample: String
        let definition: String
    }

    private var text: Text {
        switch self {
        case .psi:
            Text(
                unit: "nats", minimumSample: "2 rows a bin",
                definition:
                    """
                    Population stability index over the bins of the baseline's deciles, shares smoothed by half a row \
                    a bin; categories have a bin each. Beside it the value that unchanged data would give and its \
                    exact p-value for independent rows.
                    """
            )
        case .kolmogorovSmirnov:
            Text(
                unit: "0 … 1", minimumSample: "10 rows",
                definition:
                    """
                    Kolmogorov–Smirnov: the largest distance between the two distribution functions, with its exact \
                    p-value for independent rows.
                    """
            )
        case .wasserstein:
            Text(
                unit: "standard deviations of the baseline", minimumSample: "10 rows",
                definition: "First Wasserstein distance, divided by the baseline's standard deviation.")
        case .jensenShannon:
            Text(
                unit: "0 … 1", minimumSample: "2 rows a bin",
                definition: "Jensen–Shannon distance (base 2, square root of the divergence) over the bins of PSI.")
        case .hellinger:
            Text(
                unit: "0 … 1", minimumSample: "2 rows a bin", definition: "Hellinger distance over the bins of PSI.")
        case .chiSquare:
            Text(
                unit: "χ²", minimumSample: "2 rows a category",
                definition:
                    """
                    Pearson's χ² of homogeneity of the categories (text, boolean or integer columns), with its p-value \
                    for independent rows.
                    """
            )
        case .lInfinity:
            Text(
                unit: "0 … 1", minimumSample: "2 rows a category",
                definition: "The largest change of a category's share (text, boolean or integer columns).")
        }
    }

    private func objection(to series: CheckRule.Series, of type: ColumnType) -> PolicyRemark? {
        let named = "\"\(series.column)\""
        if isForCategories, type == .number {
            return PolicyRemark(
                "\(rawValue) compares categories; \(named) is of type number", example: "metric: psi")
        }
        if !isForCategories, !isBinned, type != .number, type != .integer {
            return PolicyRemark(
                "\(rawValue) compares numbers; \(named) is of type \(type.rawValue)", example: "metric: chi_square")
        }
        guard type == .date || type == .timestamp else { return nil }
        return PolicyRemark("\(rawValue) cannot be measured on \(named), which is of type \(type.rawValue)")
    }

    /// A written PSI limit inside the noise of its sample. A text has a bin a category, which the policy does not show.
    private static func noise(_ question: RuleInQuestion) -> [PolicyRemark] {
        let rule = question.rule
        guard question.isNumeric, let rows = rule.window else { return [] }
        let bounds = rule.limits.compactMap { limit -> Double? in
            if case .threshold(let threshold) = limit.limit, threshold.side == .above { threshold.bound } else { nil }
        }
        let baselineRows: Int = if case .before(let sessions) = rule.baseline { sessions } else { 504 }
        return bounds.compactMap { bound in
            let bins = 10
            let counts = (0..<bins).map { baselineRows * ($0 + 1) / bins - baselineRows * $0 / bins }
            guard (counts.min() ?? 0) > 0 else { return nil }
            var generator = SplitMix64(seed: Digest.sha256("lint|\(rows)|\(baselineRows)").firstEightBytes)
            let null = PSINull(
                observed: bound, currentTotal: rows, baselineCounts: counts, threshold: bound, generator: &generator)
            guard let share = null.shareAbove, share > 0.05 else { return nil }
            return PolicyRemark(
                """
                with \(rows) rows and \(bins) bins PSI averages \(null.expected.fixed(2)) when nothing has changed: \
                above \(bound.shortText) in \((100 * share).fixed(0)) % of draws
                """,
                example: "critical: budget 2 a year")
        }
    }
}
