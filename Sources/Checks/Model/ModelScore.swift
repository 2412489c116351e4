import Statistics
import TradingCalendar

/// A score of the forecasts in a window beside that on the holdout of the version that serves.
package struct ModelScore: Sendable {
    package let name: String
    package let window: Double?
    package let rows: Int
    /// nil for a model whose holdout is not known.
    package let baseline: Double?
    package let baselineRows: Int?
}

extension LedgerEvidence {
    /// Every score of the forecasts whose labels lie in the last sessions.
    /// - Parameter length: of the window, in sessions.
    package func scores(window length: Int) -> [ModelScore] {
        guard let window = timeline.calendar.window(length, endingAt: timeline.asOfSession) else { return [] }
        let version = baseline(at: window.last)
        return ForecastError.allCases.map { error in
            let errors = errors(error)[timeline.rows(of: window)].filter { !$0.isNaN }
            return ModelScore(
                name: error.rawValue, window: errors.isEmpty ? nil : error.measure(errors), rows: errors.count,
                baseline: version?.scores[error], baselineRows: version?.rows)
        }
    }
}
