extension CheckEvidence {
    /// Sample, interval, the value that no change would give, and the rule's alarms, in one line.
    package var line: String {
        var parts: [String] = []
        if let sample { parts.append(sample.count.counted(sample.noun)) }
        if let window { parts.append("\(window.first) … \(window.last)") }
        if let absentSessions { parts.append("\(absentSessions.counted("session")) absent") }
        if let realised {
            parts.append("realised so far \(unit.text(realised.value)) on \(realised.pairs.counted("pair"))")
        }
        if let earlier = earlierWindows {
            parts.append("missed its band in \(earlier.missed) of \(earlier.count) earlier windows")
        }
        if let rejections { parts.append("\(rejections) refused") }
        if let absent = sessionsWithoutPrediction { parts.append("\(absent.counted("session")) without prediction") }
        if let interval {
            let name = interval.isBand ? "band" : "interval"
            parts.append("95 % \(name) \(unit.text(interval.lower)) … \(unit.text(interval.upper))")
        }
        if let expected = expectedWithoutChange { parts.append("unchanged \(expected.shortText)") }
        if let pValue { parts.append("p \(pValue.shortText)\(caveat)") }
        if let history { parts.append("as far in \(history.asFar) of \(history.windows) earlier windows") }
        if let calibration {
            parts.append(calibration.line(unit))
        } else if let alerts {
            parts.append(alerts.text("alerts"))
        }
        if let calibrated { parts.append("calibrated \(unit.text(calibrated))") }
        if let alarms { parts.append(alarms.text("episodes")) }
        return parts.joined(separator: " · ")
    }
    /// The null that the p-value holds under, with how much rows depend on the rows before.
    private var caveat: String {
        let parts = [
            pValueSource?.rawValue, autocorrelation.map { "r1 \($0.fixed(2))" },
            agreement.map { "agreement \($0.fixed(2))" },
        ].compactMap { $0 }
        return parts.isEmpty ? "" : " (\(parts.joined(separator: ", ")))"
    }
}

extension CheckEvidence.Alarms {
    fileprivate func text(_ noun: String) -> String {
        // A rule that is almost always on has few, each endless: their number would mislead.
        let rate = daysPercent > 20 ? "" : ", \(perYear.fixed(1)) \(noun) a year"
        return "before: in alarm on \(daysPercent.fixed(1)) % of days\(rate)"
    }
}
