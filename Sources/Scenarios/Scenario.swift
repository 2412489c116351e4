package import Core
import Foundation
package import TradingCalendar

/// A fault in a course of time with its expected effects: a text file that people read.
package struct Scenario: Sendable {
    /// Rows instead of those of a source's file: of one column, one a session.
    package struct Load: Equatable, Sendable {
        package enum Cell: Equatable, Sendable {
            case value(Double)
            case null
            /// There is no row.
            case absent
        }

        package let source: String
        package let column: String
        package let first: Day
        package let cells: [Cell]
        package let line: Int
    }

    /// A fault of a feed.
    package struct Injection: Equatable, Sendable {
        package enum Fault: Equatable, Sendable {
            case null(column: String)
            case text(column: String, String)
            case set(column: String, Double)
            case add(column: String, Double)
            case multiply(column: String, Double)
            /// Its changes are so many times as large, in logarithms; −1 turns them round.
            case stretch(column: String, Double)
            case absent
            case missingColumn(String)
            case renamedColumn(String, String)

            var column: String? {
                switch self {
                case .null(let column), .text(let column, _), .set(let column, _), .add(let column, _),
                    .multiply(let column, _), .stretch(let column, _), .missingColumn(let column),
                    .renamedColumn(let column, _):
                    column
                case .absent: nil
                }
            }
        }

        package let fault: Fault
        /// The source; nil for the only one, or the one that has the column.
        package let source: String?
        /// The sessions whose rows are wrong.
        package let rows: ClosedRange<Day>
        /// The rows are right before this; nil where they are wrong from the beginning.
        package let since: Occasion?
        /// The right rows are there from the due instant of this session on, or from this instant; nil for never.
        package let until: Occasion?
        package let line: Int
    }

    /// A person's or an operator's deed after a tick.
    package enum Action: Equatable, Sendable {
        case acknowledge(check: String, subject: String, by: String, holding: TimeSpan?)
        case mitigate(check: String, subject: String, by: String, holding: TimeSpan?)
        case resolve(check: String, subject: String, by: String)
        case close(check: String, subject: String, by: String)
        case silence(matchers: [String: String], until: Occasion, by: String, reason: String)
        /// The process ends and another goes on.
        case restart
        /// The check is taken out of the policy.
        case remove(check: String)
        /// The clock is set back, and a tick is made.
        case clockBack(hours: Int)
    }

    package struct Moment: Equatable, Sendable {
        /// A day, with all ticks at due instants of sessions in it; or an instant, with the tick that is made then.
        package let occasion: Occasion
        package let line: Int
        package var actions: [(line: Int, action: Action)] = []
        /// The expected effects of the tick and of the actions, a line each.
        package var expectations: [(line: Int, text: String)] = []

        package static func == (a: Moment, b: Moment) -> Bool {
            a.occasion == b.occasion && a.expectations.map(\.text) == b.expectations.map(\.text)
                && a.actions.map(\.action) == b.actions.map(\.action)
        }
    }

    package let path: String
    /// The first comment.
    package let title: String
    /// As written, relative to the scenario.
    package let policy: String
    /// The first day, or the first instant.
    package let from: Occasion
    /// The last day, or the last instant.
    package let to: Occasion
    /// The only checks that are looked at; all where it is empty.
    package let checks: [String]
    package let loads: [Load]
    package let injections: [Injection]
    package let moments: [Moment]
}

/// All problems of a scenario file.
package struct ScenarioProblems: Error, CustomStringConvertible {
    package let problems: [String]

    package var description: String { problems.joined(separator: "\n") }
}
