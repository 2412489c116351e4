import Foundation

/// Where the last whole record of some bytes ends, and whether a quoted field is still open there.
///
/// The bytes begin at the start of a record. A quote opens a field only as its first byte (RFC 4180); elsewhere outside
/// a quoted field it is text.
struct QuoteScan {
    /// One past the last newline that is not inside a quoted field.
    private(set) var lastRecordEnd: Int?
    /// Where the quoted field that is open at the end was opened.
    private(set) var openQuote: Int?

    init(unquoted bytes: UnsafeMutablePointer<UInt8>, count: Int) {
        lastRecordEnd = QuoteScan.lastNewline(bytes, from: 0, to: count).map { $0 + 1 }
    }

    /// - Parameter isFirst: whether a byte order mark may stand before the first field.
    init(_ bytes: UnsafeMutablePointer<UInt8>, count: Int, isFirst: Bool) {
        var outside = 0
        while true {
            guard let opening = QuoteScan.nextQuote(bytes, from: outside, to: count) else {
                note(QuoteScan.lastNewline(bytes, from: outside, to: count))
                return
            }
            note(QuoteScan.lastNewline(bytes, from: outside, to: opening))
            let before = opening == 0 ? UInt8(ascii: "\n") : bytes[opening - 1]
            guard
                before == UInt8(ascii: ",") || before == UInt8(ascii: "\n")
                    || (isFirst && isByteOrderMark(bytes, opening))
            else {
                outside = opening + 1
                continue
            }
            guard let closing = QuoteScan.closingQuote(bytes, from: opening + 1, to: count) else {
                openQuote = opening
                return
            }
            outside = closing + 1
        }
    }

    private mutating func note(_ newline: Int?) {
        if let newline { lastRecordEnd = newline + 1 }
    }

    private func isByteOrderMark(_ bytes: UnsafeMutablePointer<UInt8>, _ at: Int) -> Bool {
        at == 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF
    }

    /// The quote that closes a field whose text begins at `from`; doubled quotes are text.
    static func closingQuote(_ bytes: UnsafePointer<UInt8>, from: Int, to end: Int) -> Int? {
        var at = from
        while let quote = nextQuote(bytes, from: at, to: end) {
            guard quote + 1 < end, bytes[quote + 1] == UInt8(ascii: "\"") else { return quote }
            at = quote + 2
        }
        return nil
    }

    private static func nextQuote(_ bytes: UnsafePointer<UInt8>, from: Int, to end: Int) -> Int? {
        guard from < end, let found = memchr(bytes + from, 0x22, end - from) else { return nil }
        return UnsafeRawPointer(found) - UnsafeRawPointer(bytes)
    }

    private static func lastNewline(_ bytes: UnsafePointer<UInt8>, from: Int, to end: Int) -> Int? {
        var at = end
        while at > from {
            at -= 1
            if bytes[at] == UInt8(ascii: "\n") { return at }
        }
        return nil
    }
}
