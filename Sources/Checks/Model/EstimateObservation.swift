package import Core
package import TradingCalendar

/// The estimated score of the window that a check looks at, with those of earlier windows.
package enum EstimateObservation: Sendable {
    /// Earlier windows that trust rests on.
    package static let pastWindows = 12

    /// - Parameters:
    ///   - past: earlier windows that have an estimate, the latest first.
    ///   - withoutEstimate: how many earlier windows have none.
    case estimate(ScoreEstimate, past: [ScoreEstimate], withoutEstimate: Int)
    /// The reason why there is none.
    case absent(MeasuredValue.Absence, window: SessionWindow?, rows: Int)
}
