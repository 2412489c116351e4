extension TradingCalendar {
    /// The Tokyo Stock Exchange, 2000-01-01 … 2035-12-31: sessions close at 15:30 Tokyo time, until 2024-11-04 at 15:00.
    package static let tokyoStockExchange = exchange(
        "XTKS", zone: "Asia/Tokyo", close: TimeOfDay(minutes: 15 * 60 + 30),
        formerClose: .init(until: Day(uncheckedYear: 2024, month: 11, day: 5), close: TimeOfDay(minutes: 15 * 60)),
        years: 2000...2035, closures: tokyoClosures)

    private static func tokyoClosures(_ year: Int) -> [Closure] {
        let holidays = japaneseHolidays(year)
        var byDate = Dictionary(holidays.map { ($0.date, $0) }) { first, _ in first }
        // A holiday on a Sunday moves to the next day that is none.
        for holiday in holidays where holiday.date.weekday == .sunday {
            var day = holiday.date.advanced(by: 1)
            while byDate[day] != nil { day = day.advanced(by: 1) }
            byDate[day] = Closure(date: day, name: holiday.name)
        }
        // A day between two holidays is one, too.
        let dates = Set(holidays.map(\.date))
        for date in dates where dates.contains(date.advanced(by: 2)) {
            let between = date.advanced(by: 1)
            if byDate[between] == nil, between.weekday != .sunday {
                byDate[between] = Closure(date: between, name: "Citizens' Holiday")
            }
        }
        let market = [(1, 1), (1, 2), (1, 3), (12, 31)].map { month, day in
            Closure(date: Day(uncheckedYear: year, month: month, day: day), name: "New Year's holidays")
        }
        let failure = Closure(date: Day(uncheckedYear: 2020, month: 10, day: 1), name: "System failure")
        return market.filter { byDate[$0.date] == nil } + byDate.values + (year == 2020 ? [failure] : [])
    }

    private static func japaneseHolidays(_ year: Int) -> [Closure] {
        func day(_ month: Int, _ day: Int) -> Day { Day(uncheckedYear: year, month: month, day: day) }
        // Moved to the days around the opening and the end of the Olympic Games.
        let (marine, sports, mountain) =
            switch year {
            case 2020: (day(7, 23), day(7, 24), day(8, 10))
            case 2021: (day(7, 22), day(7, 23), day(8, 8))
            default:
                (
                    year < 2003 ? day(7, 20) : HolidayRule.nth(3, .monday, of: 7, in: year),
                    HolidayRule.nth(2, .monday, of: 10, in: year), day(8, 11)
                )
            }
        var holidays = [
            Closure(date: HolidayRule.nth(2, .monday, of: 1, in: year), name: "Coming of Age Day"),
            Closure(date: day(2, 11), name: "National Foundation Day"),
            Closure(date: HolidayRule.vernalEquinox(year), name: "Vernal Equinox Day"),
            Closure(date: day(4, 29), name: year < 2007 ? "Greenery Day" : "Showa Day"),
            Closure(date: day(5, 3), name: "Constitution Day"),
            Closure(date: day(5, 5), name: "Children's Day"),
            Closure(date: marine, name: "Marine Day"),
            Closure(
                date: year < 2003 ? day(9, 15) : HolidayRule.nth(3, .monday, of: 9, in: year),
                name: "Respect for the Aged Day"),
            Closure(date: HolidayRule.autumnalEquinox(year), name: "Autumnal Equinox Day"),
            Closure(date: sports, name: year < 2020 ? "Health and Sports Day" : "Sports Day"),
            Closure(date: day(11, 3), name: "Culture Day"),
            Closure(date: day(11, 23), name: "Labour Thanksgiving Day"),
        ]
        // Until 2006 the day between two holidays, and therefore not moved from a Sunday.
        if year >= 2007 { holidays.append(Closure(date: day(5, 4), name: "Greenery Day")) }
        if year >= 2016 { holidays.append(Closure(date: mountain, name: "Mountain Day")) }
        if year <= 2018 { holidays.append(Closure(date: day(12, 23), name: "The Emperor's Birthday")) }
        if year >= 2020 { holidays.append(Closure(date: day(2, 23), name: "The Emperor's Birthday")) }
        if year == 2019 {
            holidays.append(Closure(date: day(5, 1), name: "Accession of the Emperor"))
            holidays.append(Closure(date: day(10, 22), name: "Enthronement of the Emperor"))
        }
        return holidays
    }
}
