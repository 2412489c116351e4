package import TradingCalendar

/// What was measured of one subject, with its evidence, before anyone judges it.
package struct MeasuredValue: Sendable {
    package var value: Double?
    /// Rows that the value rests on.
    package var sample: Int?
    /// Rows below which the value means nothing; nil where any number of rows will do.
    package var minimumSample: Int?
    package var window: SessionWindow?
    /// Names the baseline by its content.
    package var baseline: Digest?
    /// What the value would be on average if nothing had changed.
    package var expectedWithoutChange: Double?
    package var pValue: Double?
    /// 95 % interval of the value.
    package var interval: ClosedRange<Double>?
    /// What `judge: evidence` looks at where that is not ``interval``: a one-sided bound at either end.
    package var evidenceInterval: ClosedRange<Double>?
    /// What a chart or a curious person wants to see.
    package var details: [String: JSONValue] = [:]
    package var findings: [Finding] = []
    /// Why there is no value; nil where there is one.
    package var absence: Absence?
    /// Whether the last session of the window has an observation of its own. Else the value is that of sessions before.
    package var observesLastSession = true

    package enum Absence: Equatable, Sendable {
        /// Nothing to measure: no row, no cell, an empty side.
        case noData(String)
        /// There are rows, but the measure says nothing of them.
        case notEvaluable(String)
        /// The measure could not be computed.
        case failed(String)
    }

    /// What `judge: evidence` looks at.
    package var judgedInterval: ClosedRange<Double>? { evidenceInterval ?? interval }

    /// How value and interval are said to people.
    package var unit = Unit.plain

    package enum Unit: Equatable, Sendable {
        case plain
        case percent
        /// Percent above or below a baseline.
        case percentAboveBaseline
        /// 0 … 1, said in percent.
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
