/// Writes JSON: keys sorted, numbers that read back exactly, printable characters outside ASCII as they are.
///
/// A document that is written field by field is in the order of the calls; these keep the order of the keys.
package struct JSONWriter {
    package enum Style: Sendable {
        /// On one line, without white space; a number is a number, so a whole one has a decimal point: `1.0`.
        case compact
        /// For people: indented by two spaces, and no decimal point without need.
        case indented
    }

    private let style: Style
    private var bytes: [UInt8] = []
    private var depth = 0
    /// Nothing was written yet into the list or object that is open.
    private var isEmpty = true

    package init(_ style: Style = .compact) {
        self.style = style
        bytes.reserveCapacity(256)
    }

    package var text: String { String(decoding: bytes, as: UTF8.self) }

    package mutating func write(_ value: JSONValue) {
        switch value {
        case .null: bytes += "null".utf8
        case .bool(let value): bytes += (value ? "true" : "false").utf8
        case .integer(let value): bytes += String(value).utf8
        case .number(let value): write(value)
        case .string(let value): write(value)
        case .array(let values):
            open("[")
            for value in values { element { $0.write(value) } }
            close("]")
        case .object(let fields):
            object { writer in
                for (key, value) in fields.sorted(by: { $0.key < $1.key }) { writer.field(key) { $0.write(value) } }
            }
        }
    }

    // MARK: - Objects, field by field

    package mutating func object(_ fields: (inout JSONWriter) -> Void) {
        open("{")
        fields(&self)
        close("}")
    }

    package mutating func field(_ key: String, _ value: String?) {
        field(key) { writer in
            if let value { writer.write(value) } else { writer.write(.null) }
        }
    }

    /// - Parameter json: JSON already.
    package mutating func field(_ key: String, json: String) { field(key) { $0.bytes += json.utf8 } }

    package mutating func field(_ key: String, _ values: [String]) { field(key) { $0.write(JSONValue(values)) } }

    private mutating func field(_ key: String, _ value: (inout JSONWriter) -> Void) {
        element { writer in
            writer.write(key)
            writer.bytes += (writer.style == .compact ? ":" : " : ").utf8
            value(&writer)
        }
    }

    // MARK: - Parts

    private mutating func open(_ bracket: Unicode.Scalar) {
        bytes.append(UInt8(ascii: bracket))
        depth += 1
        isEmpty = true
    }

    private mutating func close(_ bracket: Unicode.Scalar) {
        depth -= 1
        if style == .indented, isEmpty { bytes.append(UInt8(ascii: "\n")) }
        newLine()
        bytes.append(UInt8(ascii: bracket))
        isEmpty = false
    }

    private mutating func element(_ write: (inout JSONWriter) -> Void) {
        if !isEmpty { bytes.append(UInt8(ascii: ",")) }
        newLine()
        write(&self)
        isEmpty = false
    }

    private mutating func newLine() {
        guard style == .indented else { return }
        bytes.append(UInt8(ascii: "\n"))
        bytes += repeatElement(UInt8(ascii: " "), count: 2 * depth)
    }

    private mutating func write(_ number: Double) {
        guard number.isFinite else { return write(.null) }
        let text = number.description
        bytes += style == .indented && text.hasSuffix(".0") ? text.utf8.dropLast(2) : text.utf8[...]
    }

    private mutating func write(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        // Written as they are, they would steer the terminal on which people read the JSON. What programs are sent is
        // given as it is.
        func isEscaped(_ scalar: Unicode.Scalar) -> Bool { scalar.value >= 0x7F && scalar.isUnprintable }
        if style == .indented, text.unicodeScalars.contains(where: isEscaped) {
            for scalar in text.unicodeScalars {
                guard isEscaped(scalar) else {
                    writePlain(String(scalar))
                    continue
                }
                let digits = String(scalar.value, radix: 16)
                bytes += "\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)".utf8
            }
        } else {
            writePlain(text)
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func writePlain(_ text: String) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case 0x08: bytes += "\\b".utf8
            case 0x09: bytes += "\\t".utf8
            case 0x0A: bytes += "\\n".utf8
            case 0x0C: bytes += "\\f".utf8
            case 0x0D: bytes += "\\r".utf8
            case 0..<0x20:
                bytes += "\\u00".utf8
                let digits = Array("0123456789abcdef".utf8)
                bytes.append(digits[Int(byte >> 4)])
                bytes.append(digits[Int(byte & 15)])
            default: bytes.append(byte)
            }
        }
    }
}
