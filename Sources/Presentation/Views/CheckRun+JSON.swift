package import Core
import Engine
import Foundation
import TradingCalendar

extension CheckRun {
    /// The object that `check --format json` prints.
    package var json: JSONValue {
        [
            "deployment": .string(deployment), "as_of": .string(Timestamp.text(asOf)), "worst": .string(worst.rawValue),
            "checks": .array(results.map(\.json)),
        ]
    }
}

extension CheckResult {
    var json: JSONValue {
        var fields: [String: JSONValue] = [
            "check": .string(check), "metric": .string(metric), "subject": .string(subject), "label": .string(label),
            "layer": .string(layer.rawValue), "verdict": .string(verdict.rawValue),
            "value": JSONValue(measurement.value),
            "threshold": JSONValue(threshold), "sample": JSONValue(measurement.sample),
            "minimum_sample": JSONValue(measurement.minimumSample),
            "expected_without_change": JSONValue(measurement.expectedWithoutChange),
            "p_value": JSONValue(measurement.pValue),
            "interval": JSONValue(measurement.interval), "calibrated_threshold": JSONValue(calibratedThreshold),
            "alarms_per_year": JSONValue(alarmsPerYear), "alarm_days_percent": JSONValue(alarmDaysPercent),
            "window": measurement.window.map {
                ["from": .string($0.first.description), "to": .string($0.last.description)]
            } ?? .null,
            "baseline": JSONValue(measurement.baseline?.description), "owner": JSONValue(owner),
            "first_step": .string(firstStep), "reason": .string(reason), "details": measurement.detailsJSON,
        ]
        if metric == "schema" { fields["findings"] = .array(measurement.findings.map(\.json)) }
        return .object(fields)
    }
}

extension Finding {
    package var json: JSONValue {
        [
            "kind": .string(kind.rawValue), "column": JSONValue(column), "count": .integer(count),
            "rows": .array(lines.map(JSONValue.integer)), "samples": JSONValue(samples), "message": .string(message),
        ]
    }
}
