extension TradingCalendar {
    /// The Stock Exchange of Hong Kong, 2012-01-01 … 2035-12-31: regular sessions close at 16:00 Hong Kong time.
    package static let hongKongStockExchange = exchange(
        "XHKG", zone: "Asia/Hong_Kong", close: TimeOfDay(minutes: 16 * 60), years: lunarYears,
        closures: hongKongClosures, earlyCloses: hongKongEarlyCloses)

    private static let lunarYears = 2012...2035

    /// The first day of the lunar year, the Buddha's birthday (8 April of the lunar calendar), Tuen Ng (5 May),
    /// Mid-Autumn (15 August) and Chung Yeung (9 September) of each of ``lunarYears``, as month · 100 + day.
    private static let lunarDates = [
        [123, 428, 623, 930, 1023], [210, 517, 612, 919, 1013], [131, 506, 602, 908, 1002], [219, 525, 620, 927, 1021],
        [208, 514, 609, 915, 1009], [128, 503, 530, 1004, 1028], [216, 522, 618, 924, 1017],
        [205, 512, 607, 913, 1007],
        [125, 430, 625, 1001, 1025], [212, 519, 614, 921, 1014], [201, 508, 603, 910, 1004],
        [122, 526, 622, 929, 1023],
        [210, 515, 610, 917, 1011], [129, 505, 531, 1006, 1029], [217, 524, 619, 925, 1018],
        [206, 513, 609, 915, 1008],
        [126, 502, 528, 1003, 1026], [213, 520, 616, 922, 1016], [203, 509, 605, 912, 1005],
        [123, 528, 624, 1001, 1024],
        [211, 516, 612, 919, 1012], [131, 506, 601, 908, 1001], [219, 525, 620, 927, 1020], [208, 515, 610, 916, 1009],
    ]

    private static func lunar(_ feast: Int, _ year: Int) -> Day {
        let date = lunarDates[year - lunarYears.lowerBound][feast]
        return Day(uncheckedYear: year, month: date / 100, day: date % 100)
    }

    private static func hongKongClosures(_ year: Int) -> [Closure] {
        func day(_ month: Int, _ day: Int) -> Day { Day(uncheckedYear: year, month: month, day: day) }
        let (easter, newYear) = (HolidayRule.easter(year), lunar(0, year))
        let feasts: [(Day, String)] = [
            (day(1, 1), "New Year's Day"),
            (newYear, "Lunar New Year"), (newYear.advanced(by: 1), "Lunar New Year"),
            (newYear.advanced(by: 2), "Lunar New Year"),
            (easter.advanced(by: -2), "Good Friday"), (easter.advanced(by: -1), "Day after Good Friday"),
            (easter.advanced(by: 1), "Easter Monday"), (HolidayRule.chingMing(year), "Ching Ming Festival"),
            (day(5, 1), "Labour Day"), (lunar(1, year), "The Buddha's Birthday"), (lunar(2, year), "Tuen Ng Festival"),
            (day(7, 1), "Establishment Day"), (day(10, 1), "National Day"),
            (lunar(3, year).advanced(by: 1), "Day after Mid-Autumn"), (lunar(4, year), "Chung Yeung Festival"),
            (day(12, 25), "Christmas Day"), (day(12, 26), "Day after Christmas"),
        ]
        // A feast on a Sunday, or on a day that is one already, moves to the next day that is free.
        var taken: Set<Day> = []
        let closures = feasts.map { feast, name in
            var day = feast
            while day.weekday == .sunday || taken.contains(day) { day = day.advanced(by: 1) }
            taken.insert(day)
            return Closure(date: day, name: name)
        }
        return closures + hongKongSpecialClosures.filter { $0.date.components.year == year }
    }

    private static let hongKongSpecialClosures: [Closure] = [
        Closure(date: Day(uncheckedYear: 2013, month: 8, day: 14), name: "Typhoon Utor"),
        Closure(date: Day(uncheckedYear: 2015, month: 9, day: 3), name: "Victory Day"),
        Closure(date: Day(uncheckedYear: 2016, month: 8, day: 2), name: "Typhoon Nida"),
        Closure(date: Day(uncheckedYear: 2016, month: 10, day: 21), name: "Typhoon Haima"),
        Closure(date: Day(uncheckedYear: 2017, month: 8, day: 23), name: "Typhoon Hato"),
        Closure(date: Day(uncheckedYear: 2020, month: 10, day: 13), name: "Typhoon Nangka"),
        Closure(date: Day(uncheckedYear: 2021, month: 10, day: 13), name: "Typhoon Kompasu"),
        Closure(date: Day(uncheckedYear: 2023, month: 7, day: 17), name: "Typhoon Talim"),
        Closure(date: Day(uncheckedYear: 2023, month: 9, day: 1), name: "Typhoon Saola"),
        Closure(date: Day(uncheckedYear: 2023, month: 9, day: 8), name: "Rainstorm"),
        Closure(date: Day(uncheckedYear: 2024, month: 9, day: 6), name: "Typhoon Yagi"),
    ]

    private static func hongKongEarlyCloses(_ year: Int) -> [EarlyClose] {
        [
            (lunar(0, year).advanced(by: -1), "Lunar New Year's Eve"),
            (Day(uncheckedYear: year, month: 12, day: 24), "Christmas Eve"),
            (Day(uncheckedYear: year, month: 12, day: 31), "New Year's Eve"),
        ].map { EarlyClose(date: $0, close: TimeOfDay(minutes: 12 * 60), name: $1) }
    }
}
