package import Core
import Statistics
package import TradingCalendar

/// What a score will probably be, and how such estimates did before.
package enum EstimateObservation: Sendable {
    /// The estimate of one window.
    package struct Estimate: Sendable {
        package let window: SessionWindow
        /// Predictions whose session lies in the window.
        package let rows: Int
        package let value: Double
        package let band: ClosedRange<Double>
        /// The score of those whose label is known; nil without any.
        package let realised: Double?
        package let realisedRows: Int

        package init(
            window: SessionWindow, rows: Int, value: Double, band: ClosedRange<Double>, realised: Double?,
            realisedRows: Int
        ) {
            self.window = window
            self.rows = rows
            self.value = value
            self.band = band
            self.realised = realised
            self.realisedRows = realisedRows
        }

        /// Whether what was realised lies outside the band; nil where too little is known to say.
        package var isMissed: Bool? {
            guard let realised, rows >= EstimateObservation.minimumRows, realisedRows >= EstimateObservation.minimumRows
            else { return nil }
            return !band.contains(realised)
        }
    }

    package static let minimumRows = 10
    /// Earlier windows that trust rests on.
    package static let pastWindows = 12
    private static let minimumWindows = 3

    /// - Parameters:
    ///   - past: earlier windows that have an estimate, the latest first.
    ///   - withoutEstimate: how many earlier windows have none.
    case estimate(Estimate, past: [Estimate], withoutEstimate: Int)
    /// Why there is none.
    case absent(MeasuredValue.Absence, window: SessionWindow?, rows: Int)

    /// How many earlier windows count, how many were missed, and whether that is believable of a right band; nil for too few.
    package static func trust(_ past: [Estimate]) -> (windows: Int, missed: Int, isTrusted: Bool?) {
        let judged = past.compactMap(\.isMissed)
        let missed = judged.count { $0 }
        guard judged.count >= minimumWindows else { return (judged.count, missed, nil) }
        return (judged.count, missed, binomialUpperTail(missed, trials: judged.count, probability: 0.05) > 0.05)
    }
}
