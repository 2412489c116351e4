extension TradingCalendar {
    /// Xetra in Frankfurt, 2000-01-01 … 2035-12-31: regular sessions close at 17:30 Berlin time.
    package static let xetra = exchange(
        "XETR", zone: "Europe/Berlin", close: TimeOfDay(minutes: 17 * 60 + 30), years: 2000...2035,
        closures: xetraClosures, earlyCloses: xetraEarlyCloses)

    /// None is moved when it falls on a weekend.
    private static func xetraClosures(_ year: Int) -> [Closure] {
        let easter = HolidayRule.easter(year)
        func day(_ month: Int, _ day: Int) -> Day { Day(uncheckedYear: year, month: month, day: day) }
        var closures = [
            Closure(date: day(1, 1), name: "New Year's Day"),
            Closure(date: easter.advanced(by: -2), name: "Good Friday"),
            Closure(date: easter.advanced(by: 1), name: "Easter Monday"),
            Closure(date: day(5, 1), name: "Labour Day"),
            Closure(date: day(12, 24), name: "Christmas Eve"),
            Closure(date: day(12, 25), name: "Christmas Day"),
            Closure(date: day(12, 26), name: "Boxing Day"),
            Closure(date: day(12, 31), name: "New Year's Eve"),
        ]
        if year == 2007 || (2015...2021).contains(year) {
            closures.append(Closure(date: easter.advanced(by: 50), name: "Whit Monday"))
        }
        if (2014...2021).contains(year) { closures.append(Closure(date: day(10, 3), name: "Day of German Unity")) }
        if year == 2017 { closures.append(Closure(date: day(10, 31), name: "Reformation Day")) }
        return closures
    }

    private static func xetraEarlyCloses(_ year: Int) -> [EarlyClose] {
        guard year >= 2010 else { return [] }
        return [
            EarlyClose(
                date: HolidayRule.weekday(onOrBefore: Day(uncheckedYear: year, month: 12, day: 30)),
                close: TimeOfDay(minutes: 14 * 60), name: "Last session of the year")
        ]
    }
}
