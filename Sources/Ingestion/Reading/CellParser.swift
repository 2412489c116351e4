import Core
import Foundation
import TradingCalendar

/// Reads one cell by the type that the contract demands; nil for what is not exactly of that type.
enum CellParser {
    static func value(_ cell: UnsafeBufferPointer<UInt8>, type: ColumnType) -> Double? {
        switch type {
        case .number: number(cell)
        case .integer: isInteger(cell) ? number(cell) : nil
        case .date: Day(isoBytes: cell).map { Double($0.ordinal) }
        case .timestamp: Timestamp.parse(cell)?.timeIntervalSince1970
        case .boolean: boolean(cell)
        case .text: nil
        }
    }

    /// Decimal numbers only: no hexadecimal, no infinity, nothing that overflows, no surrounding space.
    static func number(_ cell: UnsafeBufferPointer<UInt8>) -> Double? {
        var at = 0
        func digits() -> Int {
            let start = at
            while at < cell.count, (48...57).contains(cell[at]) { at += 1 }
            return at - start
        }
        if at < cell.count, cell[at] == UInt8(ascii: "-") || cell[at] == UInt8(ascii: "+") { at += 1 }
        var mantissa = digits()
        if at < cell.count, cell[at] == UInt8(ascii: ".") {
            at += 1
            mantissa += digits()
        }
        guard mantissa > 0 else { return nil }
        if at < cell.count, cell[at] | 0x20 == UInt8(ascii: "e") {
            at += 1
            if at < cell.count, cell[at] == UInt8(ascii: "-") || cell[at] == UInt8(ascii: "+") { at += 1 }
            guard digits() > 0 else { return nil }
        }
        guard at == cell.count, cell.count <= 400 else { return nil }
        let value = Double(String(decoding: cell, as: UTF8.self))
        return value.flatMap { $0.isFinite ? $0 : nil }
    }

    private static func isInteger(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
        let signed = cell.first == UInt8(ascii: "-") || cell.first == UInt8(ascii: "+")
        let digits = signed ? cell.dropFirst() : cell[...]
        return !digits.isEmpty && digits.allSatisfy { (48...57).contains($0) }
    }

    private static func boolean(_ cell: UnsafeBufferPointer<UInt8>) -> Double? {
        guard cell.count == 4 || cell.count == 5 else { return nil }
        switch String(decoding: cell, as: UTF8.self) {
        case "true", "True", "TRUE": return 1
        case "false", "False", "FALSE": return 0
        default: return nil
        }
    }
}
