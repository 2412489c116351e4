import Core
import Foundation
package import Reports
import TradingCalendar

extension PredictionsReport: Presentable {
    package func text(_ style: Style, width: Int) -> String {
        var table = [
            ["session", "version", "mean %", "sigma %", "P(up)", "P(event)", "label %", "state", "act", "", "value"]
        ]
        table += rows.map { row in
            let prediction = row.entry.prediction
            func percent(_ value: Double?) -> String { value.map { (100 * $0).fixed(3) } ?? "–" }
            func share(_ value: Double?) -> String { value.map { $0.fixed(3) } ?? "–" }
            return [
                prediction.session.description, String(prediction.version.replacing("sha256:", with: "").prefix(8)),
                percent(prediction.mean), percent(prediction.sigma), share(prediction.probabilityUp),
                share(prediction.probabilityOfEvent), percent(row.entry.label?.label), row.entry.state.rawValue,
                row.acted.map { $0 ? "act" : "–" } ?? "–", row.line?.outcome.rawValue ?? "–",
                row.line?.value.description ?? "–",
            ]
        }
        var lines = TextTable(table, left: 2).lines
        let states = Ledger.State.allCases.map { "\(count($0)) \($0.rawValue)" }
        lines += ["", "\(rows.count.counted("prediction")): " + states.joined(separator: ", ")]
        if let decisions {
            let totals = decisions.totals
            lines.append(
                """
                value \(totals.value.grouped) \(decisions.currency) against never acting (always \
                \(totals.always.grouped), perfect \(totals.perfect.grouped)); acted on \(totals.acted) of \
                \(totals.decisions.counted("decision")) whose label is known, on \(totals.truePositives) of \
                \(totals.events.counted("event"))
                """
            )
        }
        for rejection in rejections.prefix(20) { lines.append("· refused: \(rejection)".printable) }
        if rejections.count > 20 { lines.append("· … and \(rejections.count - 20) more refused") }
        return lines.joined(separator: "\n") + "\n"
    }
}
