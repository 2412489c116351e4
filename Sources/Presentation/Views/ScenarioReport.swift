package import Core
import Foundation
package import Scenarios
import TradingCalendar

/// How scenarios went: `bellwether test`.
package struct ScenarioReport {
    private let runs: [ScenarioRun]

    /// How many were asked for; some may have been no scenarios.
    private let asked: Int

    package init(_ runs: [ScenarioRun], of asked: Int) {
        self.runs = runs
        self.asked = asked
    }

    package var failures: Int { runs.count { !$0.differences.isEmpty } }

    package func text(_ style: Style) -> String {
        var lines: [String] = []
        for run in runs {
            let transitions = run.caused.values.reduce(0) { $0 + $1.count }
            let isFine = run.differences.isEmpty
            let mark = isFine ? style.verdict("✓", .ok) : style.verdict("✗", .critical)
            lines.append(
                "\(mark) \(run.scenario.path): \(run.scenario.title.printable) (\(transitions.counted("transition")), \(run.sessions.counted("session")))"
            )
            var day = ""
            for difference in run.differences {
                if difference.occasion.description != day {
                    day = difference.occasion.description
                    lines.append("    at \(day)")
                }
                let place =
                    difference.line.map { " (line \($0): expected, and did not happen)" }
                    ?? " (happened, and was not expected)"
                lines.append(
                    "      \(difference.line == nil ? "+" : "−") \(difference.text.printable)\(style.dim(place))")
            }
        }
        let held = runs.count - failures
        lines.append("\(held) of \(asked.counted("scenario")) held")
        return lines.joined(separator: "\n") + "\n"
    }

    /// What the faults caused, as it would stand in the file.
    package var transcript: String {
        runs.map { run in
            run.caused.sorted { $0.key < $1.key }.map { day, lines in
                "at \(day)\n" + lines.map { "    expect \($0)\n" }.joined()
            }.joined()
        }.joined(separator: "\n")
    }

    package var json: JSONValue {
        [
            "scenarios": .array(
                runs.map { run in
                    [
                        "scenario": .string(run.scenario.path), "title": .string(run.scenario.title),
                        "holds": .bool(run.differences.isEmpty), "sessions": .integer(run.sessions),
                        "caused": .object(
                            Dictionary(
                                uniqueKeysWithValues: run.caused.map { ($0.key.description, JSONValue($0.value)) })),
                        "differences": .array(
                            run.differences.map { difference in
                                [
                                    "at": .string(difference.occasion.description), "line": JSONValue(difference.line),
                                    "expected": .bool(difference.line != nil), "text": .string(difference.text),
                                ]
                            }),
                    ]
                }), "failures": .integer(failures),
        ]
    }
}
