import Core
import Engine
import Foundation
import PolicyFile
import Presentation
import TradingCalendar

/// Loads a policy for a verb, and ends the program with every problem when it does not validate.
enum PolicyFile {
    static func load(_ path: String) throws -> Policy {
        let loaded = try LoadedPolicy(path: path)
        guard let policy = loaded.policy else {
            Output.note(ProblemReport(loaded.view).text(Style(isColoured: false)))
            Output.fail("\(path) does not validate", code: .dataError)
        }
        return policy
    }

    /// The days of `--from` and `--to`; by default all of the calendar.
    static func span(from: String?, to: String?, calendar: TradingCalendar) -> ClosedRange<Day> {
        func day(_ text: String?, _ option: String) -> Day? {
            guard let text else { return nil }
            guard let day = Day(iso: text) else {
                Output.fail("\(option) \"\(text)\" is not a date such as 2024-01-31", code: .usage)
            }
            return day
        }
        let first = day(from, "--from") ?? calendar.span.lowerBound
        let last = day(to, "--to") ?? calendar.span.upperBound
        guard first <= last else { Output.fail("--from \(first) is after --to \(last)", code: .usage) }
        guard calendar.covers(first), calendar.covers(last) else {
            Output.fail(
                "\(calendar.name) is defined from \(calendar.span.lowerBound) to \(calendar.span.upperBound); asked for \(first) to \(last)",
                code: .usage)
        }
        return first...last
    }

    static func instant(_ text: String?, policy: Policy, option: String = "--as-of") -> Date {
        guard let text else { return Date() }
        guard let instant = AsOf.parse(text, calendar: policy.calendar) else {
            Output.fail(
                "\(option) \"\(text)\" is neither a date such as 2020-03-16 nor an instant with its zone such as 2020-03-16T18:00:00-04:00",
                code: .usage)
        }
        let span = policy.calendar.span
        guard policy.calendar.zone.day(of: instant) <= span.upperBound else {
            Output.fail(
                "\(option) \(text) lies outside the calendar: \(policy.calendar.name) is defined from \(span.lowerBound) to \(span.upperBound)",
                code: .usage)
        }
        return instant
    }
}
