import Core
import Foundation
import GRDB
import TradingCalendar

/// Reading what a row holds; a value that cannot be is a damaged row, and says which.
struct DamagedRow: Error, CustomStringConvertible {
    let column: String
    let value: String
    var description: String {
        "the column \(column) holds \(value.count > 60 ? value.prefix(60) + "…" : value[...]), which cannot be"
    }
}

extension Row {
    func value<Value: DatabaseValueConvertible & StatementColumnConvertible>(_ column: String) throws -> Value {
        do { return try decode(forColumn: column) } catch is RowDecodingError { throw damaged(column) }
    }

    func optional(_ column: String) throws -> String? { try value(column) }

    /// A number of something; never so large that one more could not be counted.
    func count(_ column: String) throws -> Int {
        let count: Int = try value(column)
        guard Stored.counts.contains(count) else { throw damaged(column) }
        return count
    }

    /// A number that may be below zero, as seconds since 1970 are.
    func number(_ column: String) throws -> Int {
        let number: Int = try value(column)
        guard Stored.counts.contains(number < 0 ? ~number : number) else { throw damaged(column) }
        return number
    }

    func choice<Value: RawRepresentable<String>>(_ column: String) throws -> Value {
        let text: String = try value(column)
        guard let value = Value(rawValue: text) else { throw damaged(column) }
        return value
    }

    func instant(_ column: String) throws -> Date {
        guard let instant = try optionalInstant(column) else { throw damaged(column) }
        return instant
    }

    func optionalInstant(_ column: String) throws -> Date? {
        guard let seconds: Int64 = try value(column) else { return nil }
        guard Stored.seconds.contains(seconds) else { throw damaged(column) }
        return Date(stored: seconds)
    }

    func day(_ column: String) throws -> Day {
        guard let day = Day(iso: try value(column)) else { throw damaged(column) }
        return day
    }

    func occasion(_ column: String) throws -> Occasion {
        guard let occasion = Occasion(try value(column)) else { throw damaged(column) }
        return occasion
    }

    func json<Value: Decodable>(_ column: String) throws -> Value {
        let text: String = try value(column)
        do { return try JSONDecoder().decode(Value.self, from: Data(text.utf8)) } catch { throw damaged(column) }
    }

    private func damaged(_ column: String) -> DamagedRow {
        guard hasColumn(column) else { return DamagedRow(column: column, value: "nothing") }
        return DamagedRow(column: column, value: "\(self[column] as DatabaseValue)")
    }
}

/// The range of values that a store holds.
enum Stored {
    /// The years 1 to 9999.
    static let seconds: ClosedRange<Int64> = -62_135_596_800...253_402_300_799
    static let counts = 0...1_000_000_000_000
}

/// The columns of a row in the order of its query. By their names, which SQLite compares without regard to case, a row
/// is read at half the speed; that is for rows that every tick reads.
struct Cells {
    private let row: Row
    private var place = 0

    init(_ row: Row) { self.row = row }

    private mutating func next<Value: DatabaseValueConvertible & StatementColumnConvertible>() throws -> Value {
        place += 1
        guard place <= row.count else { throw DamagedRow(column: "\(place)", value: "nothing") }
        do { return try row.decode(atIndex: place - 1) } catch is RowDecodingError {
            throw damaged(row[place - 1] as DatabaseValue)
        }
    }

    private func damaged(_ value: some CustomStringConvertible) -> DamagedRow {
        DamagedRow(column: Array(row.columnNames)[place - 1], value: "\(value)")
    }

    mutating func skip() { place += 1 }
    mutating func text() throws -> String { try next() }
    mutating func optionalText() throws -> String? { try next() }
    mutating func number() throws -> Double? { try next() }
    mutating func flag() throws -> Bool { try next() }

    mutating func count() throws -> Int {
        guard let count = try optionalCount() else { throw damaged("nothing") }
        return count
    }

    mutating func optionalCount() throws -> Int? {
        guard let count: Int = try next() else { return nil }
        guard Stored.counts.contains(count) else { throw damaged(count) }
        return count
    }

    mutating func instant() throws -> Date {
        guard let instant = try optionalInstant() else { throw damaged("nothing") }
        return instant
    }

    mutating func optionalInstant() throws -> Date? {
        guard let seconds: Int64 = try next() else { return nil }
        guard Stored.seconds.contains(seconds) else { throw damaged(seconds) }
        return Date(stored: seconds)
    }

    mutating func optionalOccasion() throws -> Occasion? {
        guard let text = try optionalText() else { return nil }
        guard let occasion = Occasion(text) else { throw damaged(text) }
        return occasion
    }

    mutating func choice<Value: RawRepresentable<String>>() throws -> Value {
        let text = try text()
        guard let value = Value(rawValue: text) else { throw damaged(text) }
        return value
    }

    mutating func optionalChoice<Value: RawRepresentable<String>>() throws -> Value? {
        guard let text = try optionalText() else { return nil }
        guard let value = Value(rawValue: text) else { throw damaged(text) }
        return value
    }

    /// A JSON list of texts.
    mutating func texts() throws -> [String] {
        let text = try text()
        // Names of teams and sources hardly ever need an escape.
        if text.hasPrefix("[\""), text.hasSuffix("\"]"), !text.contains("\\"), text.utf8.count > 3 {
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
