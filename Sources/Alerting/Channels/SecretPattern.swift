import Core

/// A secret in every form in which a receiver may say it back: as it is, in JSON, in an address, in a page, with its
/// white space made even.
struct SecretPattern: Sendable {
    private enum Part: Sendable {
        /// A run of white space, of any length and form.
        case space
        /// A character by its bytes of UTF-8, and by its units of UTF-16 in hexadecimal digits.
        case scalar([UInt8], escapes: [[UInt8]])
    }

    private let parts: [Part]
    /// The bytes that such a text can begin with.
    private let beginnings: Set<UInt8>

    init(_ secret: String) {
        var parts: [Part] = []
        for scalar in secret.unicodeScalars {
            if scalar.properties.isWhitespace {
                if case .space? = parts.last { continue }
                parts.append(.space)
            } else {
                parts.append(.scalar(Array(String(scalar).utf8), escapes: SecretPattern.escapes(scalar)))
            }
        }
        self.parts = parts
        guard case .scalar(let bytes, let escapes)? = parts.first else {
            beginnings = []
            return
        }
        beginnings = Set(bytes.prefix(1) + [UInt8(ascii: "%")] + escapes.compactMap(\.first))
    }

    /// The text with an ellipsis in place of the secret.
    func hidden(in text: String) -> String {
        guard !beginnings.isEmpty else { return text }
        let bytes = Array(text.utf8)
        var kept: [UInt8] = []
        var position = 0
        var isFound = false
        while position < bytes.count {
            if beginnings.contains(bytes[position]), let end = end(in: bytes, from: position) {
                kept += "…".utf8
                position = end
                isFound = true
            } else {
                kept.append(bytes[position])
                position += 1
            }
        }
        return isFound ? String(decoding: kept, as: UTF8.self) : text
    }

    /// - Returns: the position behind the secret that begins here; nil where none does.
    private func end(in bytes: [UInt8], from start: Int) -> Int? {
        // A percent sign may stand for itself, or begin an escape: both ways are followed.
        var positions: Set<Int> = [start]
        for part in parts {
            positions = Set(positions.flatMap { SecretPattern.ends(of: part, in: bytes, from: $0) })
            if positions.isEmpty { return nil }
        }
        return positions.max()
    }

    private static func ends(of part: Part, in bytes: [UInt8], from start: Int) -> [Int] {
        switch part {
        case .space:
            var end = start
            while let next = spaces.compactMap({ token($0, in: bytes, from: end) }).first { end = next }
            return end > start ? [end] : []
        case .scalar(let plain, let escapes):
            let percent = plain.flatMap { Array("%\(hexadecimal(UInt16($0), digits: 2))".utf8) }
            return ([plain, percent] + escapes).compactMap { token($0, in: bytes, from: start) }
        }
    }

    /// - Returns: the position behind a text that stands there; letters of escapes are in upper or lower case.
    private static func token(_ text: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
        guard start + text.count <= bytes.count else { return nil }
        let isEscape = text.count > 1 && (text[0] == UInt8(ascii: "\\") || text[0] == UInt8(ascii: "%"))
        for (index, byte) in text.enumerated() {
            let found = bytes[start + index]
            guard found == byte || isEscape && index > 0 && lowercased(found) == lowercased(byte) else { return nil }
        }
        return start + text.count
    }

    private static func lowercased(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte + 32 : byte }

    private static func hexadecimal(_ value: UInt16, digits: Int) -> String {
        let text = String(value, radix: 16)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }

    /// White space in every form. Addresses write a space as a plus sign, too.
    private static let spaces: [[UInt8]] = [
        " ", "\t", "\n", "\r", "\u{B}", "\u{C}", "\u{A0}", "+", "%20", "%09", "%0a", "%0d", "%c2%a0", "\\n", "\\r",
        "\\t",
        "\\u0020", "\\u00a0", "&nbsp;",
    ].map { Array($0.utf8) }

    /// A character as JSON and pages escape it.
    private static func escapes(_ scalar: Unicode.Scalar) -> [[UInt8]] {
        let units = String(scalar).utf16.map { "\\u\(hexadecimal($0, digits: 4))" }.joined()
        let named =
            switch scalar {
            case "\"": ["\\\"", "&quot;", "&#34;", "&#x22;"]
            case "\\": ["\\\\"]
            case "/": ["\\/", "&#x2F;", "&#47;"]
            case "&": ["&amp;", "&#38;", "&#x26;"]
            case "<": ["&lt;", "&#60;"]
            case ">": ["&gt;", "&#62;"]
            case "'": ["&#39;", "&#x27;", "&apos;"]
            default: [String]()
            }
        return ([units] + named).map { Array($0.utf8) }
    }
}
