package import Core
package import Reports
package import Scenarios
import TradingCalendar

extension ScenarioReport: JSONConvertible {
    package var json: JSONValue { .fields(["scenarios": runs, "failures": failures]) }
}

extension ScenarioRun: JSONConvertible {
    package var json: JSONValue {
        let caused = Dictionary(uniqueKeysWithValues: caused.map { ($0.key.description, $0.value) })
        return .fields([
            "scenario": scenario.path, "title": scenario.title, "holds": differences.isEmpty, "sessions": sessions,
            "caused": caused, "differences": differences,
        ])
    }
}

extension ScenarioRun.Difference: JSONConvertible {
    package var json: JSONValue {
        .fields(["at": occasion.description, "line": line, "expected": line != nil, "text": text])
    }
}
