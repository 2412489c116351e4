import TradingCalendar

/// The ranges of one evaluation: a window that ends at a session, and what it is compared with.
struct EvaluationRanges {
    let window: SessionWindow
    let rows: Range<Int>
    /// The window's own rows where there is no baseline.
    let baseline: Range<Int>
    let baselineFirst: Day
}
