import Application
import ArgumentParser
import Core
import Presentation

struct CalendarCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calendar",
        abstract: "The closures and early closes of a calendar.",
        discussion: "Example: bellwether calendar XNYS --from 2024-01-01 --to 2024-12-31")

    @Argument(help: "XNYS, XLON, XETR, XTKS, XHKG, 24x7, weekdays, or the path of a calendar file.")
    var name: String

    @Option(help: "First day; default: the first day of the calendar.")
    var from: String?

    @Option(help: "Last day; default: the last day of the calendar.")
    var to: String?

    @OptionGroup var options: FormatOptions

    func run() throws {
        let span = DaySpan(from: Parameter("--from", from), to: Parameter("--to", to))
        try Output.write(try CalendarLookup.closures(of: name, in: span), options.format)
    }
}
