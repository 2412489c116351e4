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
}
