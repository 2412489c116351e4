/// A measure that can be taken on any window of a history; it may keep what helps with the next.
protocol WindowedEvaluation: Sendable {
    /// The value, nil where the measure says nothing of these rows (too few, or none).
    mutating func value(_ ranges: EvaluationRanges) -> Double?
    /// The same with a planted shift from row `onset` of the window on, two standard deviations large; nil where
    /// no shift can be planted.
    mutating func planted(_ ranges: EvaluationRanges, onset: Int, size: Double?) -> Double?
    /// The size of a planted shift, when it does not come from each window's own baseline.
    func plantedSize(history: [Double]) -> Double?
    /// Whether a shift of two standard deviations means anything for this measure.
    var canPlant: Bool { get }
    /// What the measure cannot pass; nil where it has no bound.
    mutating func ceiling(_ ranges: EvaluationRanges) -> Double?
}

extension WindowedEvaluation {
    func plantedSize(history: [Double]) -> Double? { nil }
    func planted(_ ranges: EvaluationRanges, onset: Int, size: Double?) -> Double? { nil }
    var canPlant: Bool { false }
    func ceiling(_ ranges: EvaluationRanges) -> Double? { nil }
}
