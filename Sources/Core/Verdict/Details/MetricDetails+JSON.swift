import Statistics
import TradingCalendar

extension MeasuredValue {
    /// The object `details` of a check's JSON: those of the metric, and what the window holds beside its sample.
    package var detailsJSON: JSONValue {
        var fields = details.fields
        if let absent = contents.absentSessions { fields["absent_sessions"] = .integer(absent) }
        if let sessions = contents.resampledSessions { fields["resampled_sessions"] = .integer(sessions) }
        if let intervalError { fields["interval_from"] = intervalError.json }
        if let span = baselineSpan {
            fields["baseline_span"] = [
                "from": .string(span.first.description), "to": .string(span.last.description),
                "sessions": .integer(span.sessions), "rows": .integer(span.rows),
            ]
        }
        if let labels = contents.labels { fields["labels"] = labels.json }
        if let rejections = contents.rejections { fields["refused"] = .integer(rejections) }
        if !contents.firstRejections.isEmpty {
            fields["first_refused"] = JSONValue(contents.firstRejections.map(\.description))
        }
        if let reasonForNoPValue { fields["no_p_value"] = .string(reasonForNoPValue) }
        if let pValueAlone { fields["p_value_alone"] = .number(pValueAlone) }
        return .object(fields)
    }
}

extension LongRunError {
    fileprivate var json: JSONValue {
        let (name, windows): (String, Double?) =
            switch source {
            case .window: ("window", nil)
            case .history(let windows, _): ("history", windows)
            }
        return [
            "source": .string(name), "windows": JSONValue(windows), "standard_error": .number(standardError),
            "degrees_of_freedom": .integer(degreesOfFreedom),
        ]
    }
}

extension MetricDetails {
    fileprivate var fields: [String: JSONValue] {
        switch self {
        case .none: [:]
        case .nulls(let details): details.fields
        case .freshness(let details):
            [
                "latest_row": .string(details.latestRow.description),
                "due_session": .string(details.dueSession.description),
            ]
        case .drift(let details): details.fields
        case .relation(let details): details.fields
        case .error(let details): details.fields
        case .hits(let details): details.fields
        case .calibration(let details): details.fields
        case .missingLabels(let details): details.fields
        case .estimate(let details): details.fields
        case .importance(let details): details.fields
        case .decisions(let details):
            [
                "totals": details.totals.json, "currency": JSONValue(details.currency),
                "expected_accuracy": JSONValue(details.expectedAccuracy), "regret": JSONValue(details.regret),
            ]
        case .skill(let details): details.fields
        }
    }
}

extension HitDetails {
    fileprivate var fields: [String: JSONValue] {
        var fields: [String: JSONValue] = ["hits": .integer(hits), "labels_of_zero": .integer(labelsOfZero)]
        if let base {
            fields["base_rate"] = .number(base.rate)
            fields["against_base_rate"] = [
                "always": base.isUp ? "up" : "down", "predictions_alone_right": .integer(base.predictionsAlone),
                "sign_alone_right": .integer(base.signAlone), "p_value": .number(base.pValue),
            ]
        }
        return fields
    }
}

extension NullDetails {
    fileprivate var fields: [String: JSONValue] {
        [
            "nulls": .integer(nulls), "first_null_session": JSONValue(firstSession?.description),
            "null_sessions": JSONValue(lastSessions.map(\.description)),
            "null_spans": .array(
                spans.map { span in
                    [
                        "from": .string(span.first.description), "to": .string(span.last.description),
                        "nulls": .integer(span.nulls),
                    ]
                }),
        ]
    }
}

extension DriftDetails {
    fileprivate var fields: [String: JSONValue] {
        var fields: [String: JSONValue] = ["baseline_sample": .integer(baselineSample)]
        if let bins { fields["bins"] = bins.json }
        if let autocorrelation { fields["baseline_autocorrelation"] = .number(autocorrelation) }
        if let agreement { fields["baseline_agreement"] = .number(agreement) }
        if let windows = earlierWindows {
            fields["earlier_windows"] = ["count": .integer(windows.count), "as_far": .integer(windows.asFar)]
        }
        if let degreesOfFreedom { fields["degrees_of_freedom"] = .integer(degreesOfFreedom) }
        return fields
    }
}

extension DriftDetails.Bins {
    fileprivate var json: JSONValue {
        var fields: [String: JSONValue] = [
            "current": .array(current.map(JSONValue.integer)), "baseline": .array(baseline.map(JSONValue.integer)),
            "contributions": .array(contributions.map(JSONValue.number)),
        ]
        if let edges {
            if lastHoldsNulls { fields["last_bin"] = "nulls" }
            fields["edges"] = .array(edges.map(JSONValue.number))
        }
        if let names { fields["names"] = JSONValue(names) }
        if !unseen.isEmpty { fields["unseen"] = JSONValue(unseen) }
        return .object(fields)
    }
}

extension RelationDetails {
    fileprivate var fields: [String: JSONValue] {
        var fields: [String: JSONValue] = [
            "baseline_sample": .integer(baselineSample), "fit": .string(method.rawValue),
        ]
        if let fits {
            fields["window"] = fits.window.json
            fields["baseline"] = fits.baseline.json
        }
        if let leverage {
            fields["leverage"] = [
                "session": .string(leverage.session.description), "hat": .number(leverage.hat),
                "slope_without": JSONValue(leverage.slopeWithout),
            ]
        }
        if let found = pageHinkley {
            fields["page_hinkley"] = [
                "statistic": .number(found.test.statistic), "lambda": .number(found.test.lambda),
                "delta": .number(found.test.delta), "run_length": .number(found.test.runLength),
                "first_alarm": JSONValue(found.firstAlarm), "alarms": JSONValue(found.alarms.map(\.description)),
                "rows": .integer(found.rows),
            ]
        }
        return fields
    }
}

extension FittedLine {
    fileprivate var json: JSONValue {
        [
            "slope": .number(slope), "intercept": .number(intercept), "correlation": JSONValue(correlation),
            "rows": .integer(count),
        ]
    }
}

extension ErrorDetails {
    fileprivate var fields: [String: JSONValue] {
        var fields: [String: JSONValue] = [:]
        if let score { fields["score"] = .number(score) }
        if let baseline {
            fields["baseline_score"] = JSONValue(baseline.score)
            fields["baseline_sample"] = JSONValue(baseline.sample)
        }
        if let share = perfectModelAlarmPercent { fields["perfect_model_alarm_percent"] = .number(share) }
        return fields
    }
}

extension CalibrationDetails {
    fileprivate var fields: [String: JSONValue] {
        var fields: [String: JSONValue] =
            switch forecasts {
            case .probabilities(let reliability): reliability?.fields ?? [:]
            case .intervals(let coverage, let pit):
                [
                    "inside": .integer(coverage.inside), "share": .number(coverage.share),
                    "nominal": .number(coverage.nominal), "share_interval": JSONValue(coverage.interval),
                    "pit": pit.map { .array($0.map(JSONValue.integer)) } ?? .null,
                ]
            }
        if let z { fields["z"] = .number(z) }
        return fields
    }
}

extension CalibrationDetails.Reliability {
    fileprivate var fields: [String: JSONValue] {
        [
            "observed": .number(observed), "expected": .number(expected),
            "reliability_curve": .array(
                curve.map { bin in
                    [
                        "count": .integer(bin.count), "mean_probability": .number(bin.meanProbability),
                        "share": .number(bin.share), "interval": JSONValue(bin.interval),
                    ]
                }),
            "brier": [
                "score": .number(brier.score), "reliability": .number(brier.reliability),
                "resolution": .number(brier.resolution), "uncertainty": .number(brier.uncertainty),
                "within_bin_residual": .number(brier.withinBinResidual),
            ],
            "ece": .number(expectedCalibrationError), "ece_95_if_right": .number(calibrationError95IfRight),
        ]
    }
}

extension LabelCounts {
    fileprivate var json: JSONValue {
        .object(
            Dictionary(Ledger.State.allCases.map { ($0.rawValue, .integer(self[$0])) }) { first, _ in first })
    }
}

extension MissingLabelDetails {
    fileprivate var fields: [String: JSONValue] {
        [
            "labels_of_all": labelsOfAll.json, "sessions_without_prediction": .integer(sessionsWithoutPrediction),
            "missing_sessions": JSONValue(missingSessions.map(\.description)),
            "labels_without_prediction": .integer(labelsWithoutPrediction),
            "first_refused": JSONValue(firstRejections.map(\.description)),
        ]
    }
}

extension EstimateDetails {
    fileprivate var fields: [String: JSONValue] {
        [
            "realised": JSONValue(realised), "realised_sample": .integer(realisedSample),
            "trusted": trust.isTrusted.map { .bool($0) } ?? .null, "earlier_windows": .integer(trust.windows),
            "missed_windows": .integer(trust.missed), "past": .array(past.map(\.json)),
            "windows_without_estimate": .integer(windowsWithoutEstimate),
            "blind_to": "concept drift: it follows the features alone",
        ]
    }
}

extension ScoreEstimate {
    fileprivate var json: JSONValue {
        [
            "from": .string(window.first.description), "to": .string(window.last.description),
            "sample": .integer(rows), "value": .number(value), "band": JSONValue(band),
            "realised": JSONValue(realised), "missed": isMissed.map { .bool($0) } ?? .null,
        ]
    }
}

extension ImportanceDetails {
    fileprivate var fields: [String: JSONValue] {
        [
            "groups": .array(groups.map { JSONValue($0) }),
            "window_shares": .array(windowShares.map(JSONValue.number)),
            "baseline_shares": .array(baselineShares.map(JSONValue.number)),
            "rank_correlation": JSONValue(rankCorrelation),
            "squared_error_increases": squaredErrorIncreases.map { .array($0.map(JSONValue.number)) } ?? .null,
            "baseline_sample": .integer(baselineSample),
        ]
    }
}
