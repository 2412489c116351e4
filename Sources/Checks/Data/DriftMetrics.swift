import Core
import Statistics

extension DriftMeasure {
    static let psiNull = "psi-null"
    static let permutation = "permutation"

    static let metrics: [MetricDefinition] = allCases.map { measure in
        let column = measure.isForCategories ? "currency" : "vix_close"
        let text = measure.text
        var metric = MetricDefinition(
            name: measure.rawValue, layer: .data, subject: .columns, isWindowed: true, unit: text.unit,
            minimumSample: text.minimumSample, definition: text.definition,
            example:
                """
                {name: drift, metric: \(measure.rawValue), of: \(column), window: 63 sessions, critical: \
                \(measure.exampleLimit), owner: data-science, runbook: drift}
                """,
            method: .sourceWindow { DriftEvaluation(measure, evidence: $0, asked: $1) })
        metric.capabilities = [.baseline, .budget]
        if measure.isBinned { metric.capabilities.insert(.bins) }
        if measure.hasPValue { metric.capabilities.insert(.pValue) }
        metric.distance = measure
        metric.objection = { measure.objection(to: $0, of: $1) }
        if measure == .energy || measure == .andersonDarling { metric.purposes = [permutation] }
        if measure == .psi {
            metric.purposes = [psiNull]
            metric.doubts = { noise($0) }
            metric.isNoise = { isNoise($0, $1) }
        }
        return metric
    }

    /// A limit beyond the noise of 63 rows.
    private var exampleLimit: String {
        switch self {
        case .psi, .kolmogorovSmirnov, .energy, .jensenShannon, .hellinger, .lInfinity: "above 0.3"
        case .wasserstein: "above 0.5"
        case .andersonDarling, .chiSquare: "p_value below 0.01"
        }
    }

    var hasPValue: Bool {
        switch self {
        case .psi, .kolmogorovSmirnov, .energy, .andersonDarling, .chiSquare: true
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
        case .energy:
            Text(
                unit: "0 when equal", minimumSample: "10 rows",
                definition:
                    """
                    Energy distance, the root of 2 ∫ (F − G)² over the baseline's standard deviation. Sees shifts, \
                    spreads and tails without bins; beside it the value that unchanged data would give and its p-value \
                    by permutation for independent rows.
                    """
            )
        case .andersonDarling:
            Text(
                unit: "standard deviations of no change", minimumSample: "10 rows",
                definition:
                    """
                    Anderson–Darling: the squared difference of the two distribution functions, tails weighted as the \
                    middle, less its mean and per standard deviation of independent rows; with its p-value by \
                    permutation for them.
                    """
            )
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
                "\(rawValue) compares categories; \(named) is of type number", example: "metric: energy")
        }
        if !isForCategories, !isBinned, type != .number, type != .integer {
            return PolicyRemark(
                "\(rawValue) compares numbers; \(named) is of type \(type.rawValue)", example: "metric: chi_square")
        }
        guard type == .date || type == .timestamp else { return nil }
        return PolicyRemark("\(rawValue) cannot be measured on \(named), which is of type \(type.rawValue)")
    }

    /// The bins of a number whose deciles differ.
    private static let bins = 10

    /// The result of unchanged data against a limit; nil where that is not known. A text has a bin a category, which
    /// the policy does not show.
    private static func null(_ question: RuleInQuestion, against bound: Double) -> PSINull? {
        guard question.isNumeric, let rows = question.sample?.window, rows > 0 else { return nil }
        let baselineRows = question.sample?.baseline ?? 504
        let counts = (0..<bins).map { baselineRows * ($0 + 1) / bins - baselineRows * $0 / bins }
        guard (counts.min() ?? 0) > 0 else { return nil }
        var generator = SplitMix64(seed: Digest.sha256("lint|\(rows)|\(baselineRows)").firstEightBytes)
        return PSINull(
            observed: bound, currentTotal: rows, baselineCounts: counts, threshold: bound, generator: &generator)
    }

    private static func isNoise(_ question: RuleInQuestion, _ threshold: Threshold) -> Bool {
        threshold.side == .above && null(question, against: threshold.bound)?.shareAbove ?? 0 > 0.05
    }

    /// A written PSI limit inside the noise of its sample.
    private static func noise(_ question: RuleInQuestion) -> [PolicyRemark] {
        question.rule.limits.compactMap { _, limit in
            guard case .threshold(let threshold) = limit, isNoise(question, threshold),
                let null = null(question, against: threshold.bound), let share = null.shareAbove,
                let rows = question.sample?.window
            else { return nil }
            return PolicyRemark(
                """
                with \(rows.counted("row")) and \(bins) bins PSI averages \(null.expected.fixed(2)) when nothing has \
                changed: above \(threshold.bound.shortText) in \((100 * share).fixed(0)) % of draws
                """,
                example: question.calmLimits { !isNoise(question, $0) })
        }
    }
}
