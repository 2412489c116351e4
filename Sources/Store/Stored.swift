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

    func occasion(_ column: String) throws -> Occasion {
        let text: String = self[column]
        guard let occasion = Occasion(text) else { throw DamagedRow(column: column, value: text) }
        return occasion
    }

    func json<Value: Decodable>(_ column: String) throws -> Value {
        let text: String = self[column]
        do { return try JSONDecoder().decode(Value.self, from: Data(text.utf8)) } catch {
            throw DamagedRow(column: column, value: text)
        }
    }
}

/// The columns of a row in the order of its query. By their names, which SQLite compares without regard to case, a row
/// is read at half the speed; that is for rows that every tick reads.
struct Cells {
    private let row: Row
    private var place = 0

    init(_ row: Row) { self.row = row }

    private mutating func next() -> Int {
        defer { place += 1 }
        return place
    }

    private func damaged(_ value: some CustomStringConvertible) -> DamagedRow {
        DamagedRow(column: Array(row.columnNames)[place - 1], value: "\(value)")
    }

    mutating func skip() { place += 1 }
    mutating func text() -> String { row[next()] }
    mutating func optionalText() -> String? { row[next()] }
    mutating func integer() -> Int { row[next()] }
    mutating func optionalInteger() -> Int? { row[next()] }
    mutating func number() -> Double? { row[next()] }
    mutating func flag() -> Bool { row[next()] }
    mutating func instant() -> Date { Date(stored: row[next()]) }
    mutating func optionalInstant() -> Date? { (row[next()] as Int64?).map(Date.init(stored:)) }

    mutating func optionalOccasion() throws -> Occasion? {
        guard let text = optionalText() else { return nil }
        guard let occasion = Occasion(text) else { throw damaged(text) }
        return occasion
    }

    mutating func choice<Value: RawRepresentable<String>>() throws -> Value {
        let text = text()
        guard let value = Value(rawValue: text) else { throw damaged(text) }
        return value
    }

    mutating func optionalChoice<Value: RawRepresentable<String>>() throws -> Value? {
        guard let text = optionalText() else { return nil }
        guard let value = Value(rawValue: text) else { throw damaged(text) }
        return value
    }

    /// A JSON list of texts.
    mutating func texts() throws -> [String] {
        let text = text()
        // Names of teams and sources hardly ever need an escape.
        if text.hasPrefix("[\""), text.hasSuffix("\"]"), !text.contains("\\") {
            return text.dropFirst(2).dropLast(2).components(separatedBy: "\",\"")
        }
        do { return try JSONDecoder().decode([String].self, from: Data(text.utf8)) } catch { throw damaged(text) }
    }
}

/// A condition on a column. The words are our own, not anybody's input.
func oneOf(_ column: String, _ words: [String]) -> String {
    words.count == 1
        ? "\(column) = '\(words[0])'"
        : "\(column) IN (\(words.sorted().map { "'\($0)'" }.joined(separator: ", ")))"
}
