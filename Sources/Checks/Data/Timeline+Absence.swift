import TradingCalendar

extension Timeline {
    /// The sides that a measure compares.
    enum Side: String {
        case window, baseline
    }

    /// The reason why there is no value: what is missing, where, and which rows are known.
    func reason(forNo what: String, in side: Side, _ ranges: EvaluationRanges) -> String {
        let known = days.first.flatMap { first in days.last.map { "; rows are known from \(first) to \($0)" } }
        let span = side == .window ? " (\(ranges.window.first) … \(ranges.window.last))" : ""
        return "no \(what) in the \(side.rawValue)\(span)\(known ?? "; no row is known")"
    }
}
