extension TradingCalendar {
    /// The names that `named(_:)` knows.
    package static let builtInNames = ["XNYS", "XLON", "XETR", "XTKS", "XHKG", "24x7", "weekdays"]

    package static func named(_ name: String) -> TradingCalendar? {
        switch name {
        case "XNYS": newYorkStockExchange
        case "XLON": londonStockExchange
        case "XETR": xetra
        case "XTKS": tokyoStockExchange
        case "XHKG": hongKongStockExchange
        case "24x7": everyDay
        case "weekdays": weekdays
        default: nil
        }
    }

    /// Every day, closing at 23:59 UTC; 1970 … 2099.
    ///
    /// A minute before midnight, so that a bare date as an as-of, which means 23:59:59, includes the row of its own
    /// day.
    package static let everyDay = plain("24x7") { _ in true }

    /// Monday to Friday without holidays, closing at 23:59 UTC; 1970 … 2099.
    package static let weekdays = plain("weekdays") { !$0.isWeekend }

    private static func plain(_ name: String, tradesOn: (Weekday) -> Bool) -> TradingCalendar {
        TradingCalendar(
            name: name, zone: .utc, close: TimeOfDay(minutes: 1439),
            span: Day(uncheckedYear: 1970, month: 1, day: 1)...Day(uncheckedYear: 2099, month: 12, day: 31),
            tradesOn: tradesOn, closures: [], earlyCloses: [])
    }

    /// An exchange that trades from Monday to Friday, by rules for each year.
    static func exchange(
        _ name: String, zone: String, close: TimeOfDay, formerClose: FormerClose? = nil, years: ClosedRange<Int>,
        closures: (Int) -> [Closure], earlyCloses: (Int) -> [EarlyClose] = { _ in [] }, sessionsPerYear: Double? = nil
    ) -> TradingCalendar {
        guard let zone = ExchangeZone(zone) else {
            preconditionFailure("the time zone database lacks \(zone): install the package tzdata")
        }
        let first = Day(uncheckedYear: years.lowerBound, month: 1, day: 1)
        let last = Day(uncheckedYear: years.upperBound, month: 12, day: 31)
        return TradingCalendar(
            name: name, zone: zone, close: close, formerClose: formerClose, span: first...last,
            tradesOn: { !$0.isWeekend }, closures: years.flatMap(closures), earlyCloses: years.flatMap(earlyCloses),
            sessionsPerYear: sessionsPerYear)
    }
}
