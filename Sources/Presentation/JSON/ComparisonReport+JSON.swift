package import Checks
package import Core
import Foundation
package import Reports
import TradingCalendar

extension ComparisonReport: JSONConvertible {
    package var json: JSONValue {
        .fields([
            "deployment": deployment, "source": source, "as_of": asOf, "window": window, "baseline": baseline.fromTo,
            "comparison": rows, "scores": scores,
        ])
    }
}

extension ComparisonReport.Row: JSONConvertible {
    package var json: JSONValue {
        .fields([
            "series": series, "baseline": baseline, "window": window, "psi": psi, "ks": kolmogorovSmirnov,
            "ks_p": pValue,
        ])
    }
}

extension BaselineComparison.Side: JSONConvertible {
    package var json: JSONValue {
        let names = ["min", "q05", "q25", "q50", "q75", "q95", "max"]
        let quantiles: [Double?] = quantiles.isEmpty ? names.map { _ in nil } : quantiles
        return .fields(["values": values, "null_percent": nullPercent, "mean": mean, "sd": standardDeviation])
            .adding(Dictionary(uniqueKeysWithValues: zip(names, quantiles)))
    }
}

extension ModelScore: JSONConvertible {
    package var json: JSONValue {
        .fields(["score": name, "baseline": baseline, "window": window, "rows": rows])
    }
}
