package import Core
import Foundation
package import TradingCalendar

/// A course of time with a fault and what must come of it: a text file that people read.
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

    /// Something that goes wrong with a feed.
    package struct Plant: Equatable, Sendable {
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
        /// The session at whose due instant the right rows are there; nil for never.
        package let until: Day?
        package let line: Int
    }

    /// What somebody does after the tick of a session.
    package enum Action: Equatable, Sendable {
        case acknowledge(check: String, subject: String, by: String, holding: TimeSpan?)
        case mitigate(check: String, subject: String, by: String, holding: TimeSpan?)
        case resolve(check: String, subject: String, by: String)
        case close(check: String, subject: String, by: String)
        case silence(matchers: [String: String], until: Day, by: String, reason: String)
        /// The process ends and another goes on.
        case restart
        /// The check is taken out of the policy.
        case remove(check: String)
        /// The clock is set back, and a tick is made.
        case clockBack(hours: Int)
    }

    package struct Moment: Equatable, Sendable {
        package let day: Day
        package let line: Int
        package var actions: [(line: Int, action: Action)] = []
        /// What must come of the tick and of the actions, a line each.
        package var expectations: [(line: Int, text: String)] = []

        package static func == (a: Moment, b: Moment) -> Bool {
            a.day == b.day && a.expectations.map(\.text) == b.expectations.map(\.text)
                && a.actions.map(\.action) == b.actions.map(\.action)
        }
    }

    package let path: String
    /// What the comments at its top say.
    package let title: String
    /// As written, relative to the scenario.
    package let policy: String
    package let from: Day
    package let to: Day
    /// The only checks that are looked at; all where it is empty.
    package let checks: [String]
    package let loads: [Load]
    package let plants: [Plant]
    package let moments: [Moment]
}

/// What is wrong with a scenario file, all of it.
package struct ScenarioProblems: Error, CustomStringConvertible {
    package let problems: [String]

    package var description: String { problems.joined(separator: "\n") }
}
