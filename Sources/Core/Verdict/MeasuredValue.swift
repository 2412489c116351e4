package import Statistics
package import TradingCalendar

/// The measured value of one subject with its evidence, before anyone judges it.
package struct MeasuredValue: Sendable {
    package var value: Double?
    /// Rows that the value rests on.
    package var sample: Int?
    /// Below so many rows the value means nothing; nil where any number of rows will do.
    package var minimumSample: Int?
    package var window: SessionWindow?
    /// Names the baseline by its content.
    package var baseline: Digest?
    /// The rows of the baseline; nil where it is not made of rows.
    package var baselineSpan: BaselineSpan?
    /// The mean of the value if nothing had changed.
    package var expectedWithoutChange: Double?
    /// Where rows depend on the rows before there is none of independent rows, but ``historyPValue``.
    package var pValue: Double?
    /// The p-value from the history, where ``pValue`` would mean nothing.
    package var historyPValue: Double?
    package var pValueSource: PValueSource?
    /// The smallest p-value that its source could give; nil where there is no such bound.
    package var leastPValue: Double?
    /// 95 % interval of the value.
    package var interval: ClosedRange<Double>?
    /// There would be an interval; it was not computed, since the verdict does not need it.
    package var omitsInterval = false
    /// The error that ``interval``, or the p-value of a calibration, rests on; nil where that is another.
    package var intervalError: LongRunError?
    /// The reason why there is no p-value though the metric has one; nil where there is one, or none is wanted.
    package var reasonForNoPValue: String?
    /// The p-value before it was adjusted for the number of tests; nil where it was not.
    package var pValueAlone: Double?
    /// Evidence of the metric, for charts and for readers who look closer.
    package var details = MetricDetails.none
    package var contents = WindowContents()
    package var findings: [Finding] = []
    /// The reason why there is no value; nil where there is one.
    package var absence: Absence?
    /// False where the last session of the window has no observation of its own: the value is that of sessions before.
    package var observesLastSession = true

    package enum Absence: Equatable, Sendable {
        /// Nothing to measure: no row, no cell, an empty side.
        case noData(String)
        /// There are rows, but the measure is not defined on them.
        case notEvaluable(String)
        /// The measure could not be computed.
        case failed(String)
    }

    /// The p-value that a limit is compared with.
    package var judgedPValue: Double? { pValue ?? historyPValue }

    /// Puts the p-value that is adjusted for the number of tests in the place of the one before.
    package mutating func adjustPValue(to adjusted: Double) {
        pValueAlone = judgedPValue
        if pValue != nil { pValue = adjusted } else { historyPValue = adjusted }
    }

    /// The unit in which value and interval are shown.
    package var unit = Unit.plain

    package enum Unit: Codable, Equatable, Sendable {
        case plain
        case percent
        /// Percent above or below a baseline.
        case percentAboveBaseline
        /// 0 … 1, shown in percent.
        case share
        case money(currency: String)

        package func text(_ value: Double) -> String {
            switch self {
            case .plain: value.shortText
            case .percent: "\(value.shortText) %"
            case .percentAboveBaseline: "\(value > 0 ? "+" : "")\(value.shortText) %"
            case .share: "\((100 * value).shortText) %"
            case .money(let currency):
                "\(value.magnitude < Money.maximumShown ? Money(nearest: value).grouped : value.shortText) \(currency)"
            }
        }
    }

    package init(value: Double? = nil, sample: Int? = nil, window: SessionWindow? = nil) {
        self.value = value
        self.sample = sample
        self.window = window
    }

    package init(absent: Absence, sample: Int? = nil, window: SessionWindow? = nil) {
        self.init(sample: sample, window: window)
        absence = absent
    }
}
