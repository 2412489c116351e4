package import Core
import Engine
package import Foundation
import PolicyFile
package import TradingCalendar

extension Parameter {
    /// The text without spaces around it.
    package func words() throws(ApplicationError) -> String {
        let words = text.trimmingCharacters(in: .whitespacesAndNewlines)
        if words.isEmpty { throw .usage("\(name) is empty") }
        return words
    }

    /// `30 seconds`
    package func seconds() throws(ApplicationError) -> TimeInterval {
        guard let seconds = DurationText.seconds(text) else {
            throw .usage("\(name) \"\(text)\" is not a time such as \"30 seconds\"")
        }
        return TimeInterval(seconds)
    }

    /// `2 sessions` or `15 minutes`
    package func span() throws(ApplicationError) -> TimeSpan {
        guard let span = TimeSpan(text), span.amount > 0, span.isSeconds || span.amount <= 1_000 else {
            throw .usage(
                """
                \(name) \"\(text)\" is neither a number of sessions such as \"2 sessions\" nor a time such as \"15 \
                minutes\"
                """
            )
        }
        return span
    }

    package func day() throws(ApplicationError) -> Day {
        guard let day = Day(iso: text) else {
            throw .usage("\(name) \"\(text)\" is not a date such as 2024-01-31")
        }
        return day
    }

    /// A date, or an instant with its zone, inside the calendar of a policy.
    func instant(in calendar: TradingCalendar) throws(ApplicationError) -> Date {
        guard let instant = AsOf.parse(text, calendar: calendar) else {
            throw .usage(
                """
                \(name) \"\(text)\" is neither a date such as 2020-03-16 nor an instant with its zone such as \
                2020-03-16T18:00:00-04:00
                """
            )
        }
        let span = calendar.span
        guard calendar.zone.day(of: instant) <= span.upperBound else {
            throw .usage(
                """
                \(name) \(text) lies outside the calendar: \(calendar.name) is defined from \(span.lowerBound) to \
                \(span.upperBound)
                """
            )
        }
        return instant
    }

    /// One of the cases of an enumeration, by its raw value.
    package func choice<Value: RawRepresentable & CaseIterable>(_: Value.Type) throws(ApplicationError) -> Value
    where Value.RawValue == String {
        guard let value = Value(rawValue: text) else {
            let names = Value.allCases.map(\.rawValue).joined(separator: ", ")
            throw .usage("\(name) \"\(text)\" is none of \(names)")
        }
        return value
    }
}

extension Parameter {
    func severity() throws(ApplicationError) -> Severity {
        guard let severity = Severity(rawValue: text) else {
            throw .usage("\(name) \"\(text)\" is neither warning nor critical")
        }
        return severity
    }
}
