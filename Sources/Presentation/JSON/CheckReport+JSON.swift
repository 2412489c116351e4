package import Core
import Foundation
package import Reports
import TradingCalendar

extension CheckReport: JSONConvertible {
    package var json: JSONValue {
        .fields(["deployment": deployment, "as_of": asOf, "worst": worst, "checks": results])
    }
}

extension CheckResult: JSONConvertible {
    package var json: JSONValue {
        let fields = JSONValue.fields([
            "check": check, "metric": metric, "subject": subject, "label": label, "layer": layer, "verdict": verdict,
            "value": measurement.value, "threshold": threshold, "sample": measurement.sample,
            "minimum_sample": measurement.minimumSample,
            "expected_without_change": measurement.expectedWithoutChange, "p_value": measurement.pValue,
            "history_p_value": measurement.historyPValue, "p_value_from": measurement.pValueSource?.rawValue,
            "p_value_raw": measurement.pValueAlone ?? measurement.judgedPValue,
            "interval": measurement.interval, "calibrated_threshold": calibratedThreshold,
            "calibration": calibration, "alarms_per_year": alarmsPerYear, "alarm_days_percent": alarmDaysPercent,
            "window": measurement.window,
            "baseline": measurement.baseline?.description, "owner": owner, "first_step": firstStep, "reason": reason,
            "details": measurement.detailsJSON, "because_of": cause,
        ])
        return metric == "schema" ? fields.adding(["findings": measurement.findings]) : fields
    }
}

extension BudgetCalibration: JSONConvertible {
    package var json: JSONValue {
        .fields([
            "threshold": threshold, "budget_a_year": budget.perYear,
            "most_percent_of_days": budget.mostPercentOfDays, "stopped_by": stop.rawValue, "alerts": alerts,
            "alarm_days": alarmDays, "evaluated": evaluated, "years": years, "alerts_a_year": alertsAYear,
            "alerts_a_year_interval": alertsAYearInterval, "days_percent": daysPercent,
            "days_percent_of_a_year": daysPercentOfAYear, "is_shown": isShown, "power": power,
        ])
    }
}

extension CheckCause: JSONConvertible {
    package var json: JSONValue {
        .fields([
            "check": check, "subject": subject, "finding": finding, "owner": owner, "first_step": firstStep,
        ])
    }
}

extension Finding: JSONConvertible {
    package var json: JSONValue {
        .fields([
            "kind": kind.rawValue, "column": column, "count": count, "rows": lines, "samples": samples,
            "message": message,
        ])
    }
}
