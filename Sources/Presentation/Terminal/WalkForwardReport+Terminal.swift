import Core
package import Reports

extension WalkForwardReport: Presentable {
    package func text(_ style: Style, width: Int) -> String {
        var table = [
            ["year", "pairs", "in 95 %", "in 80 %", "acted", "events", "value", "always", "perfect", "captured"]
        ]
        table += years.map { WalkForwardReport.cells($0.summary, name: String($0.year)) }
        table.append(WalkForwardReport.cells(all, name: "all"))
        var lines = TextTable(table, left: 1).lines + [""]
        if let currency, let value = yearlyValue.value {
            var line =
                """
                Value in \(currency), relative to never acting. A year of \(sessionsPerYear.shortText) sessions: \
                \(Money(nearest: value).grouped)
                """
            if let interval = yearlyValue.interval {
                line +=
                    """
                    , 95 % interval \(Money(nearest: interval.lowerBound).grouped) … \
                    \(Money(nearest: interval.upperBound).grouped)
                    """
                if interval.contains(0) { line += ": no demonstrable value" }
                if interval.upperBound < 0 { line += ": a demonstrable loss" }
            }
            lines.append(line)
        }
        lines.append("R² of the return: \(WalkForwardReport.text(returns)); \(skillInWords)")
        if sizes.value != nil {
            let others = benchmarks.map { "\($0.name) \($0.rSquared?.fixed(3) ?? "–")" }.joined(separator: ", ")
            lines.append(
                """
                R² of |return|: \
                \(WalkForwardReport.text(sizes))\(others.isEmpty ? "" : "; of the simple forecasts: \(others)")
                """
            )
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func cells(_ summary: Summary, name: String) -> [String] {
        func percent(_ share: Double?) -> String { share.map { (100 * $0).fixed(1) } ?? "–" }
        let cells = [name, String(summary.pairs), percent(summary.coverage95), percent(summary.coverage80)]
        guard let totals = summary.totals else { return cells + Array(repeating: "–", count: 6) }
        return cells + [
            String(totals.acted), String(totals.events), totals.value.grouped, totals.always.grouped,
            totals.perfect.grouped, totals.captured.map { (100 * $0).fixed(1) + " %" } ?? "–",
        ]
    }

    private var skillInWords: String {
        switch hasSkill {
        case true?: "the returns are predicted better than by their mean"
        case false?: "the interval does not lie above 0: no skill shown"
        case nil: "too few pairs to say"
        }
    }

    private static func text(_ estimate: Estimate) -> String {
        guard let value = estimate.value else { return "–" }
        guard let interval = estimate.interval else { return value.fixed(4) }
        return "\(value.fixed(4)), 95 % interval \(interval.lowerBound.fixed(4)) … \(interval.upperBound.fixed(4))"
    }
}
