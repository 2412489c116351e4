import ArgumentParser
import Core
import Foundation
import Monitoring
import TradingCalendar

struct CalendarCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calendar",
        abstract: "The closures and early closes of a calendar.",
        discussion: "Example: bellwether calendar XNYS --from 2024-01-01 --to 2024-12-31")

    @Argument(help: "XNYS, 24x7, weekdays, or the path of a calendar file.")
    var name: String

    @Option(help: "First day; default: the first day of the calendar.")
    var from: String?

    @Option(help: "Last day; default: the last day of the calendar.")
    var to: String?

    @OptionGroup var options: FormatOptions

    func run() throws {
        let calendar = try CalendarFile.named(name)
        let first = day(from, "--from") ?? calendar.span.lowerBound
        let last = day(to, "--to") ?? calendar.span.upperBound
        guard first <= last else { Output.fail("--from \(first) is after --to \(last)", code: .usage) }
        guard calendar.covers(first), calendar.covers(last) else {
            Output.fail(
                "\(calendar.name) is defined from \(calendar.span.lowerBound) to \(calendar.span.upperBound); asked for \(first) to \(last)",
                code: .usage)
        }
        let view = CalendarView(calendar, from: first, through: last)
        switch options.format {
        case .json: try Output.write(view.json)
        case .text: try Output.write(view.text)
        }
    }

    private func day(_ text: String?, _ option: String) -> Day? {
        guard let text else { return nil }
        guard let day = Day(iso: text) else {
            Output.fail("\(option) \"\(text)\" is not a date such as 2024-01-31", code: .usage)
        }
        return day
    }
}
