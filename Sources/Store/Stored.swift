import Core
import Foundation
import GRDB
import TradingCalendar

/// Reading what a row holds; a value that cannot be is a damaged row, and says which.
struct DamagedRow: Error, CustomStringConvertible {
    let column: String
    let value: String
    var description: String { "the column \(column) holds \"\(value)\", which cannot be" }
}

extension Row {
    func choice<Value: RawRepresentable<String>>(_ column: String) throws -> Value {
        let text: String = self[column]
        guard let value = Value(rawValue: text) else { throw DamagedRow(column: column, value: text) }
        return value
    }

    func instant(_ column: String) -> Date { Date(stored: self[column]) }

    func optionalInstant(_ column: String) -> Date? { (self[column] as Int64?).map(Date.init(stored:)) }

    func day(_ column: String) throws -> Day {
        let text: String = self[column]
        guard let day = Day(iso: text) else { throw DamagedRow(column: column, value: text) }
        return day
    }

    func json<Value: Decodable>(_ column: String) throws -> Value {
        let text: String = self[column]
        do { return try JSONDecoder().decode(Value.self, from: Data(text.utf8)) } catch {
            throw DamagedRow(column: column, value: text)
        }
    }
}
