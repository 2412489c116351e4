package import Checks
package import Core
import Foundation
package import Reports
import TradingCalendar

extension DiagnosisReport: JSONConvertible {
    package var json: JSONValue {
        .fields([
            "deployment": deployment, "source": source, "as_of": asOf, "window": window,
            "baseline": baseline.fromTo, "conclusions": conclusions, "trending": trending, "left_out": leftOut,
            "features": features, "similar": similarity.periods, "windows": similarity.windows,
            "novelty": similarity.novelty, "relations": relations,
        ])
    }
}

extension ClosedRange<Day> {
    /// As of a window.
    var fromTo: JSONValue { .fields(["from": lowerBound, "to": upperBound]) }
}

extension DriftDiagnosis.Trend: JSONConvertible {
    package var json: JSONValue { .fields(["column": column, "rank_correlation": rankCorrelation]) }
}

extension DriftDiagnosis.Feature: JSONConvertible {
    package var json: JSONValue {
        .fields([
            "series": series.label, "distance": distance, "by_chance": byChance, "psi": psi, "share": share,
            "sample": sample, "baseline_sample": baselineSample, "history_share": historyShare,
            "history_windows": historyWindows, "baseline_range": baselineRange, "outside": outside,
            "spread_ratio": spreadRatio, "bins": bins, "change_point": change,
        ])
    }
}

extension DriftDiagnosis.Bin: JSONConvertible {
    package var json: JSONValue {
        .fields(["from": from, "to": to, "current": now, "baseline": then, "contribution": contribution])
    }
}

extension DriftDiagnosis.ChangePoint: JSONConvertible {
    package var json: JSONValue {
        .fields([
            "session": session, "statistic": statistic, "before_median": medianBefore, "after_median": medianAfter,
            "rows": rows,
        ])
    }
}

extension Similarity.Period: JSONConvertible {
    package var json: JSONValue { window.json.adding(["distance": distance, "course": course]) }
}

extension Similarity.Course: JSONConvertible {
    package var json: JSONValue { .fields(["column": column, "end": end, "later": later]) }
}

extension DiagnosisReport.Relation: JSONConvertible {
    package var json: JSONValue {
        .fields(["check": check, "label": label, "window": window, "baseline": baseline, "similar": similar])
    }
}

extension LineFit: JSONConvertible {
    package var json: JSONValue {
        .fields(["slope": slope, "intercept": intercept, "correlation": correlation, "pairs": pairs])
    }
}
