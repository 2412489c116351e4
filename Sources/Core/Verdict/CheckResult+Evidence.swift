import TradingCalendar

extension CheckResult {
    /// The evidence that a message shows and a store keeps.
    package var evidence: CheckEvidence {
        var evidence = CheckEvidence(unit: measurement.unit)
        if let window = measurement.window {
            evidence.sample = measurement.sample.map { .init(count: $0, noun: sampleNoun) }
            evidence.window = .init(first: window.first.description, last: window.last.description)
        }
        evidence.absentSessions = measurement.contents.absentSessions.flatMap { $0 > 0 ? $0 : nil }
        evidence.rejections = measurement.contents.rejections.flatMap { $0 > 0 ? $0 : nil }
        var isBand = false
        switch measurement.details {
        case .estimate(let details):
            isBand = true
            evidence.realised = details.realised.map { .init(value: $0, pairs: details.realisedSample) }
            evidence.earlierWindows = .init(count: details.trust.windows, missed: details.trust.missed)
        case .missingLabels(let details):
            let absent = details.sessionsWithoutPrediction
            evidence.sessionsWithoutPrediction = absent > 0 ? absent : nil
        case .drift(let details):
            evidence.autocorrelation = details.autocorrelation
            evidence.agreement = details.agreement
            evidence.history = details.earlierWindows.map { .init(windows: $0.count, asFar: $0.asFar) }
        default: break
        }
        evidence.interval = measurement.interval.map {
            .init(lower: $0.lowerBound, upper: $0.upperBound, isBand: isBand)
        }
        evidence.expectedWithoutChange = measurement.expectedWithoutChange
        evidence.pValue = measurement.judgedPValue
        evidence.pValueSource = measurement.pValueSource
        evidence.calibration = calibration
        let isCalm = verdict == .ok || verdict == .insufficientEvidence
        // The reason of a breach says itself when a rule is almost always on.
        if let alerts = alarmsPerYear, let days = alarmDaysPercent, isCalm || days <= 20 {
            evidence.alerts = .init(perYear: alerts, daysPercent: days)
        }
        return evidence
    }
}
