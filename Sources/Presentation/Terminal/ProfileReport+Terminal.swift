import Core
import Foundation
package import Reports
import TradingCalendar

extension ProfileReport: Presentable {
    package func text(_ style: Style, width: Int) -> String {
        let head = ["column", "type", "rows", "nulls", "null %", "invalid", "min", "max", "mean", "sd"]
        let rows = columns.map { column in
            let share = column.rows > 0 ? 100 * Double(column.nulls) / Double(column.rows) : 0
            return [
                column.name, column.type.rawValue, String(column.rows), String(column.nulls), share.shortText,
                String(column.invalid), column.minimum?.text ?? "–", column.maximum?.text ?? "–",
                column.mean?.shortText ?? "–", column.standardDeviation?.shortText ?? "–",
            ] + (hasBaseline ? [column.psi?.shortText ?? "–"] : [])
        }
        var lines = TextTable([head + (hasBaseline ? ["psi"] : [])] + rows, left: 2).lines
        if self.rows == 0, hasBaseline { lines.append("the file has no row to compare with those of the baseline") }
        if malformedRows > 0 { lines.append("\(malformedRows) rows are not whole") }
        lines += findings.map { "· \($0.message)" }
        return lines.joined(separator: "\n") + "\n"
    }
}

extension ProfileReport.Bound {
    fileprivate var text: String {
        switch self {
        case .number(let number): number.shortText
        case .day(let day): day.description
        case .instant(let instant): Timestamp.text(instant)
        }
    }
}
