extension TradingCalendar {
    /// The New York Stock Exchange, 1990-01-01 … 2035-12-31: regular sessions close at 16:00 New York time.
    package static let newYorkStockExchange = exchange(
        "XNYS", zone: "America/New_York", close: TimeOfDay(minutes: 16 * 60), years: 1990...2035,
        closures: { year in ruleClosures(year) + specialClosures.filter { $0.date.components.year == year } },
        earlyCloses: { year in ruleEarlyCloses(year) + specialEarlyCloses.filter { $0.date.components.year == year } },
        sessionsPerYear: 252)

    private static func ruleClosures(_ year: Int) -> [Closure] {
        let observed: [(Day?, String)] = [
            // On a Saturday it is not observed: the Friday belongs to the year before.
            (HolidayRule.fixed(month: 1, day: 1, of: year, fridayForSaturday: false), "New Year's Day"),
            (year >= 1998 ? HolidayRule.nth(3, .monday, of: 1, in: year) : nil, "Martin Luther King Jr. Day"),
            (HolidayRule.nth(3, .monday, of: 2, in: year), "Washington's Birthday"),
            (HolidayRule.easter(year).advanced(by: -2), "Good Friday"),
            (HolidayRule.last(.monday, of: 5, in: year), "Memorial Day"),
            (
                year >= 2022 ? HolidayRule.fixed(month: 6, day: 19, of: year) : nil,
                "Juneteenth National Independence Day"
            ),
            (HolidayRule.fixed(month: 7, day: 4, of: year), "Independence Day"),
            (HolidayRule.nth(1, .monday, of: 9, in: year), "Labor Day"),
            (HolidayRule.nth(4, .thursday, of: 11, in: year), "Thanksgiving Day"),
            (HolidayRule.fixed(month: 12, day: 25, of: year), "Christmas Day"),
        ]
        return observed.compactMap { date, name in date.map { Closure(date: $0, name: name) } }
    }

    private static let specialClosures: [Closure] = [
        Closure(date: Day(uncheckedYear: 1994, month: 4, day: 27), name: "Funeral of President Nixon"),
        Closure(date: Day(uncheckedYear: 2001, month: 9, day: 11), name: "Attacks of September 11"),
        Closure(date: Day(uncheckedYear: 2001, month: 9, day: 12), name: "Attacks of September 11"),
        Closure(date: Day(uncheckedYear: 2001, month: 9, day: 13), name: "Attacks of September 11"),
        Closure(date: Day(uncheckedYear: 2001, month: 9, day: 14), name: "Attacks of September 11"),
        Closure(date: Day(uncheckedYear: 2004, month: 6, day: 11), name: "Funeral of President Reagan"),
        Closure(date: Day(uncheckedYear: 2007, month: 1, day: 2), name: "Day of mourning for President Ford"),
        Closure(date: Day(uncheckedYear: 2012, month: 10, day: 29), name: "Hurricane Sandy"),
        Closure(date: Day(uncheckedYear: 2012, month: 10, day: 30), name: "Hurricane Sandy"),
        Closure(date: Day(uncheckedYear: 2018, month: 12, day: 5), name: "Day of mourning for President G. H. W. Bush"),
        Closure(date: Day(uncheckedYear: 2025, month: 1, day: 9), name: "Day of mourning for President Carter"),
    ]

    /// Rules fall where they may; days that turn out to be closed are dropped by the calendar itself.
    private static func ruleEarlyCloses(_ year: Int) -> [EarlyClose] {
        let close = TimeOfDay(minutes: (year >= 1993 ? 13 : 14) * 60)
        var days: [(Day, String)] = [(Day(uncheckedYear: year, month: 12, day: 24), "Christmas Eve")]
        if year >= 1992 {
            days.append((HolidayRule.nth(4, .thursday, of: 11, in: year).advanced(by: 1), "Day after Thanksgiving"))
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
        EarlyClose(
            date: Day(uncheckedYear: 1994, month: 2, day: 11), close: TimeOfDay(minutes: 14 * 60 + 30),
            name: "Snowstorm"),
        EarlyClose(
            date: Day(uncheckedYear: 1996, month: 1, day: 8), close: TimeOfDay(minutes: 14 * 60 + 0),
            name: "Snowstorm"),
        EarlyClose(
            date: Day(uncheckedYear: 1997, month: 10, day: 27), close: TimeOfDay(minutes: 15 * 60 + 30),
            name: "Circuit breaker"),
        EarlyClose(
            date: Day(uncheckedYear: 1997, month: 12, day: 26), close: TimeOfDay(minutes: 13 * 60 + 0),
            name: "Day after Christmas"),
        EarlyClose(
            date: Day(uncheckedYear: 1999, month: 12, day: 31), close: TimeOfDay(minutes: 13 * 60 + 0),
            name: "New Year's Eve of 2000"),
        EarlyClose(
            date: Day(uncheckedYear: 2003, month: 12, day: 26), close: TimeOfDay(minutes: 13 * 60 + 0),
            name: "Day after Christmas"),
        EarlyClose(
            date: Day(uncheckedYear: 2005, month: 6, day: 1), close: TimeOfDay(minutes: 15 * 60 + 56),
            name: "System failure"),
    ]
}
