import Core
import Foundation
package import Reports
import TradingCalendar

extension PredictionsReport {
    /// The same as lines, with the features as columns; empty where there is nothing.
    package var csv: String {
        var lines = [
            (["id", "made_at", "session", "label_session", "version"] + featureNames + [
                "mean", "sigma", "probability_up", "probability_of_event", "label", "state", "acted", "outcome",
                "money",
                "value",
            ]).map(PredictionsReport.field).joined(separator: ",")
        ]
        lines += rows.map { row in
            let prediction = row.entry.prediction
            func number(_ value: Double?) -> String { value.map { "\($0)" } ?? "" }
            var fields = [
                prediction.id, Timestamp.text(prediction.madeAt), prediction.session.description,
                prediction.labelSession.description, prediction.version,
            ]
            fields += prediction.features.map(number)
            fields += [
                number(prediction.mean), number(prediction.sigma), number(prediction.probabilityUp),
                number(prediction.probabilityOfEvent), number(row.entry.label?.label), row.entry.state.rawValue,
                row.acted.map { $0 ? "true" : "false" } ?? "", row.line?.outcome.rawValue ?? "",
                row.line?.money.description ?? "", row.line?.value.description ?? "",
            ]
            return fields.map(PredictionsReport.field).joined(separator: ",")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func field(_ text: String) -> String {
        text.contains { $0 == "," || $0 == "\"" || $0.isNewline } ? "\"\(text.replacing("\"", with: "\"\""))\"" : text
    }
}
