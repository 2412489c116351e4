import Core
import Statistics

/// A measure that can be taken on any window of a history; it may keep what helps with the next.
protocol WindowedEvaluation: Sendable {
    /// The value with its evidence, for the window that is judged.
    mutating func measured(_ ranges: EvaluationRanges, in context: EvaluationContext) -> MeasuredValue
    /// The value alone, for the windows of the history; nil where the measure says nothing of these rows.
    mutating func value(_ ranges: EvaluationRanges) -> Double?
    /// True if a row has a value of its own.
    func hasValue(_ row: Int) -> Bool
    /// The value with a planted shift, two standard deviations large; nil where no shift can be planted.
    mutating func planted(_ ranges: EvaluationRanges, _ shift: PlantedShift) -> Double?
    /// True if the value with a planted shift is above a threshold; nil where there is no such value.
    mutating func isPlanted(_ shift: PlantedShift, _ ranges: EvaluationRanges, above threshold: Double) -> Bool?
    /// The size of a planted shift, when it does not come from each window's own baseline.
    func plantedSize(history: [Double]) -> Double?
    /// True if a shift of two standard deviations means anything for this measure.
    var canPlant: Bool { get }
    /// The value that the measure cannot pass; nil where it has no bound.
    mutating func ceiling(_ ranges: EvaluationRanges) -> Double?
    /// The share of other places at which baseline and window are as far; nil where the measure compares no two samples.
    func shiftNull(of value: Double, _ ranges: EvaluationRanges) -> CircularShiftNull?
}

extension WindowedEvaluation {
    func hasValue(_ row: Int) -> Bool { true }
    func plantedSize(history: [Double]) -> Double? { nil }
    func planted(_ ranges: EvaluationRanges, _ shift: PlantedShift) -> Double? { nil }

    mutating func isPlanted(_ shift: PlantedShift, _ ranges: EvaluationRanges, above threshold: Double) -> Bool? {
        planted(ranges, shift).map { $0 > threshold }
    }

    var canPlant: Bool { false }
    func ceiling(_ ranges: EvaluationRanges) -> Double? { nil }
    func shiftNull(of value: Double, _ ranges: EvaluationRanges) -> CircularShiftNull? { nil }
}
