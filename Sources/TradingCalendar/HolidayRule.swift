/// Dates that rules name: nth weekdays, Easter, and fixed dates with their observance.
enum HolidayRule {
    /// The nth (1-based) such weekday of a month.
    static func nth(_ n: Int, _ weekday: Weekday, of month: Int, in year: Int) -> Day {
        let first = Day(uncheckedYear: year, month: month, day: 1)
        let shift = (weekday.rawValue - first.weekday.rawValue + 7) % 7
        return first.advanced(by: shift + 7 * (n - 1))
    }

    /// The last such weekday of a month.
    static func last(_ weekday: Weekday, of month: Int, in year: Int) -> Day {
        let end = Day(uncheckedYear: year, month: month, day: Day.daysInMonth(month, year: year))
        return end.advanced(by: -((end.weekday.rawValue - weekday.rawValue + 7) % 7))
    }

    /// A fixed date; on a Sunday it is observed on the Monday, on a Saturday on the Friday before if
    /// `fridayForSaturday`.
    static func fixed(month: Int, day: Int, of year: Int, fridayForSaturday: Bool = true) -> Day? {
        let date = Day(uncheckedYear: year, month: month, day: day)
        switch date.weekday {
        case .sunday: return date.advanced(by: 1)
        case .saturday: return fridayForSaturday ? date.advanced(by: -1) : nil
        default: return date
        }
    }

    /// Easter Sunday of the Gregorian calendar (the anonymous algorithm published in Nature, 1876).
    static func easter(_ year: Int) -> Day {
        let a = year % 19
        let (b, c) = (year / 100, year % 100)
        let (d, e) = (b / 4, b % 4)
        let g = (8 * b + 13) / 25
        let h = (19 * a + b - d - g + 15) % 30
        let (i, k) = (c / 4, c % 4)
        let l = (32 + 2 * e + 2 * i - h - k) % 7
        let m = (a + 11 * h + 19 * l) / 433
        let month = (h + l - 7 * m + 90) / 25
        return Day(uncheckedYear: year, month: month, day: (h + l - 7 * m + 33 * month + 19) % 32)
    }

    /// The first weekdays, Monday to Friday, on or after a day.
    static func weekdays(_ count: Int, from day: Day) -> [Day] {
        Array((day...day.advanced(by: 2 * count + 2)).filter { !$0.weekday.isWeekend }.prefix(count))
    }

    static func weekday(onOrBefore day: Day) -> Day {
        switch day.weekday {
        case .saturday: day.advanced(by: -1)
        case .sunday: day.advanced(by: -2)
        default: day
        }
    }

    /// In Japan's time, 1980 … 2099 (the formula in common use, after the almanac of its coast guard).
    static func vernalEquinox(_ year: Int) -> Day {
        Day(uncheckedYear: year, month: 3, day: Int(20.8431 + equinoxShift(year)) - (year - 1980) / 4)
    }

    /// As ``vernalEquinox(_:)``.
    static func autumnalEquinox(_ year: Int) -> Day {
        Day(uncheckedYear: year, month: 9, day: Int(23.2488 + equinoxShift(year)) - (year - 1980) / 4)
    }

    private static func equinoxShift(_ year: Int) -> Double { 0.242194 * Double(year - 1980) }

    /// The solar term Qingming in China's time, 2000 … 2099.
    static func chingMing(_ year: Int) -> Day {
        let ofCentury = year % 100
        return Day(uncheckedYear: year, month: 4, day: Int(0.2422 * Double(ofCentury) + 4.81) - ofCentury / 4)
    }
}
