extension TradingCalendar {
    /// The London Stock Exchange, 2000-01-01 … 2035-12-31: regular sessions close at 16:30 London time.
    package static let londonStockExchange = exchange(
        "XLON", zone: "Europe/London", close: TimeOfDay(minutes: 16 * 60 + 30), years: 2000...2035,
        closures: londonClosures, earlyCloses: londonEarlyCloses)

    private static func londonClosures(_ year: Int) -> [Closure] {
        let easter = HolidayRule.easter(year)
        // Moved in years of anniversaries of VE Day and of the reign.
        let early =
            year == 2020 ? Day(uncheckedYear: 2020, month: 5, day: 8) : HolidayRule.nth(1, .monday, of: 5, in: year)
        let spring: Day =
            switch year {
            case 2002, 2012: Day(uncheckedYear: year, month: 6, day: 4)
            case 2022: Day(uncheckedYear: year, month: 6, day: 2)
            default: HolidayRule.last(.monday, of: 5, in: year)
            }
        let christmas = HolidayRule.weekdays(2, from: Day(uncheckedYear: year, month: 12, day: 25))
        return [
            Closure(
                date: HolidayRule.weekdays(1, from: Day(uncheckedYear: year, month: 1, day: 1))[0],
                name: "New Year's Day"),
            Closure(date: easter.advanced(by: -2), name: "Good Friday"),
            Closure(date: easter.advanced(by: 1), name: "Easter Monday"),
            Closure(date: early, name: "Early May Bank Holiday"),
            Closure(date: spring, name: "Spring Bank Holiday"),
            Closure(date: HolidayRule.last(.monday, of: 8, in: year), name: "Summer Bank Holiday"),
            Closure(date: christmas[0], name: "Christmas Day"),
            Closure(date: christmas[1], name: "Boxing Day"),
        ] + londonSpecialClosures.filter { $0.date.components.year == year }
    }

    private static let londonSpecialClosures: [Closure] = [
        Closure(date: Day(uncheckedYear: 2002, month: 6, day: 3), name: "Golden Jubilee"),
        Closure(date: Day(uncheckedYear: 2011, month: 4, day: 29), name: "Royal wedding"),
        Closure(date: Day(uncheckedYear: 2012, month: 6, day: 5), name: "Diamond Jubilee"),
        Closure(date: Day(uncheckedYear: 2022, month: 6, day: 3), name: "Platinum Jubilee"),
        Closure(date: Day(uncheckedYear: 2022, month: 9, day: 19), name: "Funeral of Queen Elizabeth II"),
        Closure(date: Day(uncheckedYear: 2023, month: 5, day: 8), name: "Coronation of King Charles III"),
    ]

    private static func londonEarlyCloses(_ year: Int) -> [EarlyClose] {
        [(24, "Christmas Eve"), (31, "New Year's Eve")].map { day, name in
            EarlyClose(
                date: HolidayRule.weekday(onOrBefore: Day(uncheckedYear: year, month: 12, day: day)),
                close: TimeOfDay(minutes: 12 * 60 + 30), name: name)
        }
    }
}
