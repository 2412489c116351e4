extension TradingCalendar {
    /// The New York Stock Exchange, 1990-01-01 … 2030-12-31: regular sessions close at 16:00 New York time.
    package static let newYorkStockExchange: TradingCalendar = {
        let years = 1990...2030
        guard let zone = ExchangeZone("America/New_York") else {
            preconditionFailure("the time zone database lacks America/New_York: install the package tzdata")
        }
        return TradingCalendar(
            name: "XNYS", zone: zone, close: TimeOfDay(minutes: 16 * 60),
            span: Day(
                uncheckedYear: years.lowerBound, month: 1, day: 1)...Day(
                    uncheckedYear: years.upperBound, month: 12, day: 31),
            tradesOn: { !$0.isWeekend },
            closures: years.flatMap(ruleClosures) + specialClosures,
            earlyCloses: years.flatMap(ruleEarlyCloses) + specialEarlyCloses, sessionsPerYear: 252)
    }()

    private static func ruleClosures(_ year: Int) -> [Closure] {
        let observed: [(Day?, String)] = [
            // On a Saturday it is not observed: the Friday belongs to the year before.
            (HolidayRule.fixed(1, 1, year, fridayForSaturday: false), "New Year's Day"),
            (year >= 1998 ? HolidayRule.nth(3, .monday, of: 1, year) : nil, "Martin Luther King Jr. Day"),
            (HolidayRule.nth(3, .monday, of: 2, year), "Washington's Birthday"),
            (HolidayRule.easter(year).advanced(by: -2), "Good Friday"),
            (HolidayRule.last(.monday, of: 5, year), "Memorial Day"),
            (year >= 2022 ? HolidayRule.fixed(6, 19, year) : nil, "Juneteenth National Independence Day"),
            (HolidayRule.fixed(7, 4, year), "Independence Day"),
            (HolidayRule.nth(1, .monday, of: 9, year), "Labor Day"),
            (HolidayRule.nth(4, .thursday, of: 11, year), "Thanksgiving Day"),
            (HolidayRule.fixed(12, 25, year), "Christmas Day"),
        ]
        return observed.compactMap { date, name in date.map { Closure(date: $0, name: name) } }
    }

    private static let specialClosures: [Closure] = [
        closure(1994, 4, 27, "Funeral of President Nixon"),
        closure(2001, 9, 11, "Attacks of September 11"),
        closure(2001, 9, 12, "Attacks of September 11"),
        closure(2001, 9, 13, "Attacks of September 11"),
        closure(2001, 9, 14, "Attacks of September 11"),
        closure(2004, 6, 11, "Funeral of President Reagan"),
        closure(2007, 1, 2, "Day of mourning for President Ford"),
        closure(2012, 10, 29, "Hurricane Sandy"),
        closure(2012, 10, 30, "Hurricane Sandy"),
        closure(2018, 12, 5, "Day of mourning for President G. H. W. Bush"),
        closure(2025, 1, 9, "Day of mourning for President Carter"),
    ]

    /// Rules fall where they may; days that turn out to be closed are dropped by the calendar itself.
    private static func ruleEarlyCloses(_ year: Int) -> [EarlyClose] {
        let close = TimeOfDay(minutes: (year >= 1993 ? 13 : 14) * 60)
        var days: [(Day, String)] = [(Day(uncheckedYear: year, month: 12, day: 24), "Christmas Eve")]
        if year >= 1992 {
            days.append((HolidayRule.nth(4, .thursday, of: 11, year).advanced(by: 1), "Day after Thanksgiving"))
        }
        let fourth = Day(uncheckedYear: year, month: 7, day: 4)
        switch fourth.weekday {
        case .tuesday, .wednesday, .friday:
            if year >= 1995 { days.append((fourth.advanced(by: -1), "Day before Independence Day")) }
        case .thursday:
            // Until 2012 the Friday after was short, since 2013 the Wednesday before.
            if year >= 2013 { days.append((fourth.advanced(by: -1), "Day before Independence Day")) }
            if (1995...2012).contains(year) { days.append((fourth.advanced(by: 1), "Day after Independence Day")) }
        default: break
        }
        return days.filter { !$0.0.weekday.isWeekend }.map { EarlyClose(date: $0.0, close: close, name: $0.1) }
    }

    private static let specialEarlyCloses: [EarlyClose] = [
        earlyClose(1994, 2, 11, 14, 30, "Snowstorm"),
        earlyClose(1996, 1, 8, 14, 0, "Snowstorm"),
        earlyClose(1997, 10, 27, 15, 30, "Circuit breaker"),
        earlyClose(1997, 12, 26, 13, 0, "Day after Christmas"),
        earlyClose(1999, 12, 31, 13, 0, "New Year's Eve of 2000"),
        earlyClose(2003, 12, 26, 13, 0, "Day after Christmas"),
        earlyClose(2005, 6, 1, 15, 56, "System failure"),
    ]

    private static func closure(_ year: Int, _ month: Int, _ day: Int, _ name: String) -> Closure {
        Closure(date: Day(uncheckedYear: year, month: month, day: day), name: name)
    }

    private static func earlyClose(
        _ year: Int, _ month: Int, _ day: Int, _ hour: Int, _ minute: Int, _ name: String
    ) -> EarlyClose {
        EarlyClose(
            date: Day(uncheckedYear: year, month: month, day: day), close: TimeOfDay(minutes: hour * 60 + minute),
            name: name)
    }
}
