import Statistics
package import TradingCalendar

/// The score that one window's predictions will probably have, estimated before their labels are known.
package struct ScoreEstimate: Equatable, Sendable {
    /// Below so many rows neither an estimate nor a realised score counts.
    package static let minimumRows = 10
    private static let minimumWindows = 3

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

    /// True if the realised score lies outside the band; nil where too little is known to say.
    package var isMissed: Bool? {
        guard let realised, rows >= ScoreEstimate.minimumRows, realisedRows >= ScoreEstimate.minimumRows
        else { return nil }
        return !band.contains(realised)
    }

    /// The record of earlier estimates.
    package struct Trust: Equatable, Sendable {
        /// Earlier windows that count.
        package let windows: Int
        package let missed: Int
        /// True if a right band could have missed so often; nil for too few windows.
        package let isTrusted: Bool?
    }

    package static func trust(_ past: [ScoreEstimate]) -> Trust {
        let judged = past.compactMap(\.isMissed)
        let missed = judged.count { $0 }
        let isTrusted =
            judged.count < minimumWindows
            ? nil : binomialUpperTail(missed, trials: judged.count, probability: 0.05) > 0.05
        return Trust(windows: judged.count, missed: missed, isTrusted: isTrusted)
    }
}
