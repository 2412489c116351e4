package import Core
package import Reports
package import TradingCalendar

extension CalendarReport: JSONConvertible {
    package var json: JSONValue {
        .fields([
            "calendar": calendar, "sessions": sessions, "closures": closures, "early_closes": earlyCloses,
        ])
    }
}

extension TradingCalendar.Closure: JSONConvertible {
    package var json: JSONValue { .fields(["date": date, "name": name]) }
}

extension TradingCalendar.EarlyClose: JSONConvertible {
    package var json: JSONValue { .fields(["date": date, "close": close.description, "name": name]) }
}
