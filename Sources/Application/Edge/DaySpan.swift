import TradingCalendar

/// The days from one parameter to another; all of the calendar where neither is given.
package struct DaySpan: Sendable {
    let from: Parameter?
    let to: Parameter?

    package init(from: Parameter?, to: Parameter?) {
        self.from = from
        self.to = to
    }

    func days(in calendar: TradingCalendar) throws(ApplicationError) -> ClosedRange<Day> {
        let first = try from?.day() ?? calendar.span.lowerBound
        let last = try to?.day() ?? calendar.span.upperBound
        guard first <= last else {
            throw .usage("\(from?.name ?? "the first day") \(first) is after \(to?.name ?? "the last day") \(last)")
        }
        guard calendar.covers(first), calendar.covers(last) else {
            throw .usage(
                """
                \(calendar.name) is defined from \(calendar.span.lowerBound) to \(calendar.span.upperBound); asked for \
                \(first) to \(last)
                """
            )
        }
        return first...last
    }
}
