/// Reads one JSON object of scalars, strictly (RFC 8259), with the place of a mistake.
///
/// Foundation's decoder accepts a trailing comma, gives no position, and costs sixteen times as much.
struct FlatObject {
    enum Value {
        case null
        case boolean(Bool)
        /// The number as written.
        case number(UnsafeBufferPointer<UInt8>)
        /// The text without its escapes.
        case string([UInt8])
        /// An object or an array.
        case nested

        var shown: String {
            switch self {
            case .null: "null"
            case .boolean(let flag): flag ? "true" : "false"
            case .number(let text): String(decoding: text.prefix(40), as: UTF8.self)
            case .string(let text): "\"" + String(decoding: text.prefix(38), as: UTF8.self) + "\""
            case .nested: "(an object or array)"
            }
        }

        /// The value as a CSV cell would hold it; null is empty.
        func withText(_ body: (UnsafeBufferPointer<UInt8>) -> Void) {
            switch self {
            case .number(let text): body(text)
            case .string(let text): text.withUnsafeBufferPointer(body)
            case .null: body(UnsafeBufferPointer(start: nil, count: 0))
            case .boolean, .nested: Array(shown.utf8).withUnsafeBufferPointer(body)
            }
        }
    }

    struct Mistake: Error {
        let message: String
        let byte: Int
    }

    private static let maximumDepth = 64
    private let bytes: UnsafeBufferPointer<UInt8>
    private var at = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    mutating func read(_ body: (String, Value) -> Void) throws(Mistake) {
        space()
        try expect("{")
        space()
        if skip("}") { return try end() }
        while true {
            guard let key = String(validating: try string(), as: UTF8.self) else {
                throw mistake("a key that is not UTF-8")
            }
            space()
            try expect(":")
            space()
            body(key, try value(depth: 0))
            space()
            if skip("}") { return try end() }
            try expect(",")
            space()
        }
    }

    private mutating func end() throws(Mistake) {
        space()
        if at < bytes.count { throw mistake("something behind the object") }
    }

    private mutating func value(depth: Int) throws(Mistake) -> Value {
        guard at < bytes.count else { throw mistake("the line ends where a value is expected") }
        switch bytes[at] {
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            try nested(depth: depth + 1)
            return .nested
        case UInt8(ascii: "t"): return try word("true", .boolean(true))
        case UInt8(ascii: "f"): return try word("false", .boolean(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return .number(try number())
        }
    }

    private mutating func nested(depth: Int) throws(Mistake) {
        guard depth <= FlatObject.maximumDepth else {
            throw mistake("more than \(FlatObject.maximumDepth) levels of nesting")
        }
        let isObject = bytes[at] == UInt8(ascii: "{")
        let close: Unicode.Scalar = isObject ? "}" : "]"
        at += 1
        space()
        if skip(close) { return }
        while true {
            if isObject {
                _ = try string()
                space()
                try expect(":")
                space()
            }
            _ = try value(depth: depth)
            space()
            if skip(close) { return }
            try expect(",")
            space()
        }
    }

    private mutating func number() throws(Mistake) -> UnsafeBufferPointer<UInt8> {
        let start = at
        _ = skip("-")
        if !skip("0") { try digits() }
        if skip(".") { try digits() }
        if skip("e") || skip("E") {
            if !skip("+") { _ = skip("-") }
            try digits()
        }
        return UnsafeBufferPointer(rebasing: bytes[start..<at])
    }

    private mutating func digits() throws(Mistake) {
        let start = at
        while at < bytes.count, (48...57).contains(bytes[at]) { at += 1 }
        if at == start { throw mistake("a value is expected") }
    }

    private mutating func string() throws(Mistake) -> [UInt8] {
        try expect("\"")
        var text: [UInt8] = []
        while at < bytes.count {
            let byte = bytes[at]
            at += 1
            switch byte {
            case UInt8(ascii: "\""): return text
            case UInt8(ascii: "\\"): try escape(into: &text)
            case 0..<0x20: throw mistake("a control character in a string")
            default: text.append(byte)
            }
        }
        throw mistake("a string is not closed")
    }

    private mutating func escape(into text: inout [UInt8]) throws(Mistake) {
        guard at < bytes.count else { throw mistake("a string is not closed") }
        let byte = bytes[at]
        at += 1
        switch byte {
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "u"):
            var unit = try hex()
            if (0xD800..<0xDC00).contains(unit), skip("\\"), skip("u") {
                let low = try hex()
                guard (0xDC00..<0xE000).contains(low) else { throw mistake("half a surrogate pair") }
                unit = 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
            }
            guard let scalar = Unicode.Scalar(unit) else { throw mistake("half a surrogate pair") }
            text += Array(String(Character(scalar)).utf8)
        default: throw mistake("an unknown escape")
        }
    }

    private mutating func hex() throws(Mistake) -> UInt32 {
        guard at + 4 <= bytes.count, bytes[at] != UInt8(ascii: "+"),
            let unit = UInt32(String(decoding: bytes[at..<at + 4], as: UTF8.self), radix: 16)
        else {
            throw mistake("four hexadecimal digits are expected")
        }
        at += 4
        return unit
    }

    private mutating func word(_ word: String, _ value: Value) throws(Mistake) -> Value {
        guard bytes.count - at >= word.utf8.count, bytes[at..<at + word.utf8.count].elementsEqual(word.utf8) else {
            throw mistake("a value is expected")
        }
        at += word.utf8.count
        return value
    }

    private mutating func space() {
        while at < bytes.count, bytes[at] == 0x20 || bytes[at] == 0x09 || bytes[at] == 0x0D { at += 1 }
    }

    private mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard at < bytes.count, bytes[at] == UInt8(ascii: character) else { return false }
        at += 1
        return true
    }

    private mutating func expect(_ character: Unicode.Scalar) throws(Mistake) {
        if !skip(character) { throw mistake("\"\(character)\" is expected") }
    }

    private func mistake(_ message: String) -> Mistake { Mistake(message: message, byte: at) }
}
