import Checks
package import Core
import Engine
package import Foundation
import Modeling
package import PolicyFile
package import TradingCalendar

/// The ledger of predictions, labels, decisions and money: `bellwether predictions`.
package struct PredictionsView {
    private struct Row {
        let entry: Ledger.Entry
        let acted: Bool?
        let line: DecisionLine?
    }

    /// The prediction sessions that were asked for.
    package let span: ClosedRange<Day>
    private let rows: [Row]
    private let featureNames: [String]
    private let totals: DecisionTotals
    private let deployment: String
    private let decision: DecisionRule?
    private let ledger: Ledger
    private let model: ModelReader

    /// - Parameters:
    ///   - span: prediction sessions.
    ///   - instant: labels are those known then; nil for all that is known.
    /// - Throws: ``InputFailure`` when there is no model, or something cannot be read.
    package init(_ policy: Policy, policyPath: String, span: ClosedRange<Day>, asOf instant: Date?) throws {
        let end = instant ?? min(.now, policy.calendar.endOfDay(policy.calendar.span.upperBound))
        let history = try DeploymentHistory(policy, through: end)
        if let failure = history.modelFailure { throw failure }
        guard let model = history.model else {
            throw InputFailure(path: policyPath, "has no model: section, so there are no predictions")
        }
        ledger = model.ledger(at: instant ?? model.lastKnown ?? end)
        rows = ledger.entries.filter { span.contains($0.prediction.session) }.map { entry in
            Row(
                entry: entry, acted: policy.decision?.acts(on: entry.prediction),
                line: DecisionLine(policy.decision, prediction: entry.prediction, label: entry.label))
        }.sorted {
            ($0.entry.prediction.session, $0.entry.prediction.id) < (
                $1.entry.prediction.session, $1.entry.prediction.id
            )
        }
        featureNames = ledger.featureNames
        totals = DecisionTotals(rows.lazy.compactMap(\.line))
        decision = policy.decision
        deployment = policy.deployment
        self.model = model
        self.span = span
    }

    /// The same predictions, year by year.
    package var walkForward: WalkForwardView {
        WalkForwardView(rows.map(\.entry), model: model, deployment: deployment, decision: decision)
    }

    /// Whether there is nothing to show.
    package var isEmpty: Bool { rows.isEmpty }

    // MARK: - JSON

    package var json: JSONValue {
        [
            "as_of": .string(Timestamp.text(ledger.asOf)), "predictions": .array(rows.map(json)),
            "totals": decision == nil ? .null : totals.json,
            "states": .object(
                Dictionary(
                    Ledger.State.allCases.map { state in
                        (state.rawValue, .integer(rows.count { $0.entry.state == state }))
                    }
                ) { first, _ in first }),
            "refused": .array(
                ledger.rejections.map { ["what": .string($0.what), "reason": .string($0.reason)] }),
            "labels_without_prediction": .integer(ledger.labelsWithoutPrediction),
        ]
    }

    private func json(_ row: Row) -> JSONValue {
        let prediction = row.entry.prediction
        return [
            "id": .string(prediction.id), "made_at": .string(Timestamp.text(prediction.madeAt)),
            "session": .string(prediction.session.description),
            "label_session": .string(prediction.labelSession.description), "version": .string(prediction.version),
            "features": .object(
                Dictionary(zip(featureNames, prediction.features.map { JSONValue($0) })) { first, _ in first }),
            "mean": .number(prediction.mean), "sigma": JSONValue(prediction.sigma),
            "probability_up": JSONValue(prediction.probabilityUp),
            "probability_of_event": JSONValue(prediction.probabilityOfEvent),
            "interval_80": JSONValue(prediction.interval80), "interval_95": JSONValue(prediction.interval95),
            "label": JSONValue(row.entry.label?.label), "simple_return": JSONValue(row.entry.label?.simpleReturn),
            "state": .string(row.entry.state.rawValue), "acted": row.acted.map { .bool($0) } ?? .null,
            "outcome": JSONValue(row.line?.outcome.rawValue), "money": JSONValue(row.line?.money.description),
            "value": JSONValue(row.line?.value.description),
        ]
    }

    // MARK: - CSV

    /// The same as lines, with the features as columns; empty where there is nothing.
    package var csv: String {
        var lines = [
            (["id", "made_at", "session", "label_session", "version"] + featureNames + [
                "mean", "sigma", "probability_up", "probability_of_event", "label", "state", "acted", "outcome",
                "money",
                "value",
            ]).map(PredictionsView.field).joined(separator: ",")
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
            return fields.map(PredictionsView.field).joined(separator: ",")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func field(_ text: String) -> String {
        text.contains { $0 == "," || $0 == "\"" || $0.isNewline } ? "\"\(text.replacing("\"", with: "\"\""))\"" : text
    }

    // MARK: - Text

    package var text: String {
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
        let states = Ledger.State.allCases.map { state in "\(rows.count { $0.entry.state == state }) \(state.rawValue)"
        }
        lines += ["", "\(rows.count.counted("prediction")): " + states.joined(separator: ", ")]
        if let decision {
            lines.append(
                """
                value \(totals.value.grouped) \(decision.currency) against never acting (always \
                \(totals.always.grouped), perfect \(totals.perfect.grouped)); acted on \(totals.acted) of \
                \(totals.decisions.counted("decision")) whose label is known, on \(totals.truePositives) of \
                \(totals.events.counted("event"))
                """
            )
        }
        for refusal in ledger.rejections.prefix(20) { lines.append("· refused: \(refusal.what): \(refusal.reason)") }
        if ledger.rejections.count > 20 { lines.append("· … and \(ledger.rejections.count - 20) more refused") }
        return lines.joined(separator: "\n") + "\n"
    }

    // MARK: - Artifacts

    /// Writes the artifacts of the versions that made the predictions, each under its name.
    /// - Returns: how many.
    /// - Throws: ``InputFailure`` where there are none, or they cannot be written.
    package func writeArtifacts(to directory: String) throws -> Int {
        guard let builtIn = model.builtIn else {
            throw InputFailure(path: directory, "nothing to write: a ledger has no artifacts")
        }
        // The version that serves then is what importance and relative scores rest on, also before its first
        // prediction.
        var used = Set(rows.map(\.entry.prediction.version))
        if let serving = model.version(servingAt: ledger.asOf) { used.insert(serving.id) }
        let named = builtIn.versions.filter { used.contains($0.id) }.flatMap {
            [$0.served] + ($0.gated.map { [$0] } ?? [])
        }
        do {
            try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
            for item in named {
                let name = item.digest.description.replacing("sha256:", with: "") + ".json"
                try item.artifact.canonicalText().write(
                    to: URL(filePath: directory).appending(path: name), options: .atomic)
            }
        } catch {
            throw InputFailure(path: directory, "artifacts cannot be written there: \(error.localizedDescription)")
        }
        return named.count
    }
}
