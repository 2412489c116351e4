package import Core
import Foundation
package import Reports
import TradingCalendar

extension ProfileReport: JSONConvertible {
    package var json: JSONValue {
        .fields(["rows": rows, "malformed_rows": malformedRows, "columns": columns, "findings": findings])
    }
}

extension ProfileReport.Column: JSONConvertible {
    package var json: JSONValue {
        .fields([
            "column": name, "type": type.rawValue, "rows": rows, "nulls": nulls, "invalid": invalid, "min": minimum,
            "max": maximum, "mean": mean, "sd": standardDeviation, "psi": psi,
            "baseline_rank_error": baselineRankError, "categories": categories,
        ])
    }
}

extension ProfileReport.Bound: JSONConvertible {
    package var json: JSONValue {
        switch self {
        case .number(let number): number.json
        case .day(let day): day.json
        case .instant(let instant): instant.json
        }
    }
}
