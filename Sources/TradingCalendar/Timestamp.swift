package import Foundation

/// Instants as text: ISO 8601 with a zone, written in UTC.
package enum Timestamp {
    /// `2018-02-06T04:59:59Z`; fractions of a second are dropped.
    package static func text(_ instant: Date) -> String {
        let seconds = Int(instant.timeIntervalSince1970.rounded(.down))
        let day = seconds >= 0 ? seconds / 86_400 : -((86_399 - seconds) / 86_400)
        let rest = seconds - day * 86_400
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : String(value) }
        return "\(Day(ordinal: day))T\(two(rest / 3600)):\(two(rest / 60 % 60)):\(two(rest % 60))Z"
    }

    /// Reads `YYYY-MM-DDTHH:MM[:SS[.fff]]` followed by `Z` or `±HH:MM`; a space may stand for the `T`.
    /// - Returns: nil for anything else, and for dates or times that do not exist.
    package static func parse(_ bytes: UnsafeBufferPointer<UInt8>) -> Date? {
        guard bytes.count >= 17, let day = Day(isoBytes: UnsafeBufferPointer(rebasing: bytes[0..<10])),
            bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: " ")
        else { return nil }
        var at = 11
        func two() -> Int? {
            guard at + 1 < bytes.count else { return nil }
            let (a, b) = (Int(bytes[at]) - 48, Int(bytes[at + 1]) - 48)
            guard (0...9).contains(a), (0...9).contains(b) else { return nil }
            at += 2
            return a * 10 + b
        }
        func skip(_ character: Unicode.Scalar) -> Bool {
            guard at < bytes.count, bytes[at] == UInt8(ascii: character) else { return false }
            at += 1
            return true
        }
        guard let hour = two(), hour < 24, skip(":"), let minute = two(), minute < 60 else { return nil }
        var seconds = 0.0
        if skip(":") {
            guard let whole = two(), whole < 60 else { return nil }
            seconds = Double(whole)
            if skip(".") {
                var scale = 0.1
                let start = at
                while at < bytes.count, (48...57).contains(bytes[at]) {
                    seconds += Double(bytes[at] - 48) * scale
                    scale /= 10
                    at += 1
                }
                guard at > start else { return nil }
            }
        }
        var offset = 0
        if !skip("Z") {
            let negative = at < bytes.count && bytes[at] == UInt8(ascii: "-")
            guard skip("+") || skip("-"), let hours = two(), hours < 24, skip(":"), let minutes = two(), minutes < 60
            else { return nil }
            offset = (hours * 3600 + minutes * 60) * (negative ? -1 : 1)
        }
        guard at == bytes.count else { return nil }
        let start = day.ordinal * 86_400 + hour * 3600 + minute * 60 - offset
        return Date(timeIntervalSince1970: Double(start) + seconds)
    }

    package static func parse(_ text: String) -> Date? {
        var text = text
        return text.withUTF8 { parse($0) }
    }
}
