package import Core
package import Reports
import TradingCalendar

extension ScenarioReport: JSONConvertible {
    package var json: JSONValue { .fields(["scenarios": runs, "failures": failures]) }
}

extension ScenarioReport.Run: JSONConvertible {
    package var json: JSONValue {
        let caused = Dictionary(uniqueKeysWithValues: caused.map { ($0.key.description, $0.value) })
        return .fields([
            "scenario": path, "title": title, "holds": differences.isEmpty, "sessions": sessions,
            "caused": caused, "differences": differences,
        ])
    }
}

extension ScenarioReport.Difference: JSONConvertible {
    package var json: JSONValue {
        .fields(["at": occasion.description, "line": line, "expected": line != nil, "text": text])
    }
}
