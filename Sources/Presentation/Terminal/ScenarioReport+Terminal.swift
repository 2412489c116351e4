import Core
package import Reports
import TradingCalendar

extension ScenarioReport: Presentable {
    package func text(_ style: Style, width: Int) -> String {
        let lines = runs.flatMap { $0.lines(style) }
        let held = runs.count - failures
        return (lines + ["\(held) of \(requested.counted("scenario")) held"]).joined(separator: "\n") + "\n"
    }

    /// The effects of the faults, as a scenario file expects them.
    package var transcript: String {
        runs.map { run in
            run.caused.sorted { $0.key < $1.key }.map { occasion, lines in
                "at \(occasion)\n" + lines.map { "    expect \($0)\n" }.joined()
            }.joined()
        }.joined(separator: "\n")
    }
}

extension ScenarioReport.Run {
    fileprivate func lines(_ style: Style) -> [String] {
        let transitions = caused.values.reduce(0) { $0 + $1.count }
        let size = "(\(transitions.counted("transition")), \(sessions.counted("session")))"
        let mark = differences.isEmpty ? style.verdict("✓", .ok) : style.verdict("✗", .critical)
        var lines = ["\(mark) \(path): \(title.printable) \(size)"]
        var latest: Occasion?
        for difference in differences {
            if difference.occasion != latest {
                latest = difference.occasion
                lines.append("    at \(difference.occasion)")
            }
            lines.append(difference.shown(style))
        }
        return lines
    }
}

extension ScenarioReport.Difference {
    fileprivate func shown(_ style: Style) -> String {
        let place =
            line.map { " (line \($0): expected, and did not happen)" } ?? " (happened, and was not expected)"
        return "      \(line == nil ? "+" : "−") \(text.printable)\(style.dim(place))"
    }
}
