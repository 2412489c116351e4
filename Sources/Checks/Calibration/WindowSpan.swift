import TradingCalendar

/// The length of a window and the place of its baseline.
package struct WindowSpan: Equatable, Sendable {
    /// Sessions of the window.
    package let length: Int
    /// nil where nothing is compared with a baseline.
    package let baseline: BaselineRule?

    package init(length: Int, baseline: BaselineRule?) {
        self.length = length
        self.baseline = baseline
    }

    /// The rows of the window that ends at a session, and of its baseline; nil before the calendar has as many
    /// sessions, or the model a version.
    func ranges(at session: Day, in timeline: Timeline, champion: ChampionHistory?) -> EvaluationRanges? {
        let calendar = timeline.calendar
        guard let window = calendar.window(length, endingAt: session), window.count == length else { return nil }
        let rows = timeline.rows(of: window)
        func ranges(_ baseline: Range<Int>, from first: Day) -> EvaluationRanges {
            EvaluationRanges(window: window, rows: rows, baseline: baseline, baselineFirst: first)
        }
        switch baseline {
        case nil: return ranges(rows, from: window.first)
        case .before(let sessions)?:
            guard let before = calendar.window(sessions, before: window), before.count == sessions else { return nil }
            return ranges(timeline.rows(of: before), from: before.first)
        case .fixed(let from, let to)?:
            return ranges(timeline.rows(from: from, through: to), from: window.first)
        case .champion?:
            guard let version = champion?.version(at: session) else { return nil }
            return ranges(timeline.rows(from: version.first, through: version.last), from: version.first)
        }
    }
}
