import Foundation
import TradingCalendar

extension Column {
    /// Identifies a cell when rows are told apart; nil where there is no value.
    package func identity(_ row: Int) -> UInt64? { states[row] == .value ? (values[row] + 0).bitPattern : nil }

    /// The name of a category by its code: a text, true or false, or a number.
    package func name(ofCategory code: Double) -> String {
        switch type {
        case .text:
            Int(exactly: code).flatMap { categories.indices.contains($0) ? categories[$0] : nil } ?? "unknown text"
        case .boolean: code == 1 ? "true" : "false"
        case .integer, .number, .date, .timestamp:
            code.magnitude < 9e15 && code == code.rounded() ? String(Int(code)) : String(code)
        }
    }

    /// A cell as people write it.
    package func text(_ row: Int) -> String {
        guard states[row] == .value else { return states[row] == .null ? "null" : invalidTexts[row] ?? "invalid" }
        let value = values[row]
        switch type {
        case .text:
            // A cell that was not read from a file may point to no text.
            guard let place = Int(exactly: value), categories.indices.contains(place) else { return "unknown text" }
            return categories[place]
        case .boolean: return value == 1 ? "true" : "false"
        case .date: return value.magnitude < 1e7 ? Day(ordinal: Int(value)).description : String(value)
        case .timestamp:
            return value.magnitude < 1e12 ? Timestamp.text(Date(timeIntervalSince1970: value)) : String(value)
        case .integer: return value.magnitude < 9e15 ? String(Int(value)) : String(value)
        case .number: return value == value.rounded() && value.magnitude < 1e15 ? String(Int(value)) : String(value)
        }
    }
}
