import Core

/// A measure as a function of a window's rows and its baseline's rows: the live rule and its history are this one function.
protocol WindowedEvaluation {
    /// The value, nil where the measure says nothing of these rows (too few, or none).
    mutating func value(window: Range<Int>, baseline: Range<Int>) -> Double?
    /// The same with a planted shift from row `onset` of the window on, two standard deviations large; nil where
    /// no shift can be planted.
    mutating func planted(window: Range<Int>, baseline: Range<Int>, onset: Int, size: Double?) -> Double?
    /// The size of a planted shift, when it does not come from each window's own baseline.
    func plantedSize(history: [Double]) -> Double?
    /// Whether a shift of two standard deviations means anything for this measure.
    var canPlant: Bool { get }
}

extension WindowedEvaluation {
    func plantedSize(history: [Double]) -> Double? { nil }
}
