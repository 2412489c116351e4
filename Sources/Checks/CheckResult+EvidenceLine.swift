package import Core
import TradingCalendar

extension CheckResult {
    /// Sample, interval, what no change would give, and what the rule costs, in one line.
    package var evidenceLine: String {
        var parts: [String] = []
        if let sample = measurement.sample, measurement.window != nil {
            parts.append(sample.counted(CheckCatalog[metric]?.sampleNoun ?? "row"))
        }
        if let window = measurement.window { parts.append("\(window.first) … \(window.last)") }
        if case .integer(let absent)? = measurement.details["absent_sessions"], absent > 0 {
            parts.append("\(absent) session\(absent == 1 ? "" : "s") absent")
        }
        if let realised = measurement.details["realised"], case .number(let value) = realised,
            case .integer(let rows)? = measurement.details["realised_sample"]
        {
            parts.append("realised so far \(measurement.unit.text(value)) on \(rows.counted("pair"))")
        }
        if case .integer(let windows)? = measurement.details["earlier_windows"],
            case .integer(let missed)? = measurement.details["missed_windows"]
        {
            parts.append("missed its band in \(missed) of \(windows) earlier windows")
        }
        if case .integer(let refused)? = measurement.details["refused"], refused > 0 {
            parts.append("\(refused) refused")
        }
        if case .integer(let absent)? = measurement.details["sessions_without_prediction"], absent > 0 {
            parts.append("\(absent.counted("session")) without prediction")
        }
        if let interval = measurement.interval {
            parts.append(
                "95 % \(metric.hasPrefix("estimated") ? "band" : "interval") \(measurement.unit.text(interval.lowerBound)) … \(measurement.unit.text(interval.upperBound))"
            )
        }
        if let expected = measurement.expectedWithoutChange { parts.append("unchanged \(expected.shortText)") }
        if let p = measurement.pValue { parts.append("p \(p.shortText)") }
        if let calibrated = calibratedThreshold { parts.append("calibrated \(measurement.unit.text(calibrated))") }
        let isCalm = verdict == .ok || verdict == .insufficientEvidence
        // A breach of a rule that is almost always on says so in its reason.
        if let alarms = alarmsPerYear, let days = alarmDaysPercent, isCalm || days <= 20 {
            // A rule that is almost always on has few episodes, each endless: their number would mislead.
            let episodes = days > 20 ? "" : ", \(alarms.fixed(1)) episodes a year"
            parts.append("before: in alarm on \(days.fixed(1)) % of days\(episodes)")
        }
        return parts.joined(separator: " · ")
    }
}
