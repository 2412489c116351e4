import Core
import Foundation

/// Somebody who sends or gets mail: an address, with or without a name before it.
package struct Mailbox: Equatable, Sendable {
    let name: String
    package let address: String

    /// - Parameter text: `risk@example.com` or `Risk <risk@example.com>`, which ``Address/mailFault(_:)`` finds nothing
    ///   wrong with.
    package init(_ text: String) {
        guard let start = text.lastIndex(of: "<"), let end = text.lastIndex(of: ">"), start < end else {
            name = ""
            address = text.trimmingCharacters(in: .whitespaces)
            return
        }
        name = Mailbox.unquoted(text[..<start].trimmingCharacters(in: .whitespaces))
        address = String(text[text.index(after: start)..<end])
    }

    /// The domain of the address; empty where it has none.
    var domain: Substring { address.split(separator: "@", omittingEmptySubsequences: false).dropFirst().last ?? "" }

    /// The mailbox as a header names it, in ASCII.
    var header: String {
        guard !name.isEmpty else { return address }
        let isPlain = name.unicodeScalars.allSatisfy { (0x20...0x7E).contains($0.value) } && name.utf8.count <= 60
        guard isPlain else { return "\(MailText.encodedWords(name))\r\n <\(address)>" }
        let isPhrase = name.utf8.allSatisfy { Address.isAtom($0) || $0 == UInt8(ascii: " ") }
        let quoted = name.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        return "\(isPhrase ? name : "\"\(quoted)\"") <\(address)>"
    }

    private static func unquoted(_ name: String) -> String {
        guard name.count >= 2, name.hasPrefix("\""), name.hasSuffix("\"") else { return name }
        var text = ""
        var isEscaped = false
        for character in name.dropFirst().dropLast() {
            if character == "\\", !isEscaped {
                isEscaped = true
            } else {
                text.append(character)
                isEscaped = false
            }
        }
        return text
    }
}

extension Address {
    /// The reason why a text is no mailbox; nil where it may be one. The text may be secret, so it is not repeated.
    package static func mailFault(_ text: String) -> String? {
        if text != text.printable { return "is no address of mail: it holds a control character" }
        let mailbox = Mailbox(text)
        if text.contains("<") || text.contains(">") {
            guard text.hasSuffix(">"), text.contains("<") else {
                return "is no address of mail: a name stands before <risk@example.com>"
            }
            if mailbox.name.contains(where: { "<>".contains($0) }) || mailbox.name.contains("@") && text.contains(",") {
                return several
            }
        }
        let address = mailbox.address
        if address.contains(where: { ",;".contains($0) }) { return several }
        if !address.utf8.allSatisfy({ $0 < 0x80 }) {
            return "is no address of mail in ASCII: write a domain of other letters in its form xn--…"
        }
        let parts = address.split(separator: "@", omittingEmptySubsequences: false)
        let isWhole = parts.count == 2 && isLocal(parts[0]) && isDomain(parts[1])
        return isWhole ? nil : "is no address of mail such as risk@example.com"
    }

    private static let several = "is no address of mail but several: each is an entry of its own"

    /// The addresses of a text that names several.
    static func mailboxes(in text: String) -> [String]? {
        let parts = text.split { ",;".contains($0) }.map { $0.trimmingCharacters(in: .whitespaces) }
        return parts.count > 1 && parts.allSatisfy({ mailFault($0) == nil }) ? parts : nil
    }

    /// RFC 5322, `atext`.
    static func isAtom(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            || "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
    }

    private static func isLocal(_ text: Substring) -> Bool {
        text.utf8.count <= 64
            && text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { part in
                !part.isEmpty && part.utf8.allSatisfy(isAtom)
            }
    }

    private static func isDomain(_ text: Substring) -> Bool {
        if text.hasPrefix("["), text.hasSuffix("]") {
            return text.dropFirst().dropLast().allSatisfy { $0.isHexDigit || ".:IPv".contains($0) }
        }
        return text.utf8.count <= 253
            && text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
                (1...63).contains(label.utf8.count) && !label.hasPrefix("-") && !label.hasSuffix("-")
                    && label.allSatisfy { $0.isLetter || $0.isNumber || "-_".contains($0) }
            }
    }
}
