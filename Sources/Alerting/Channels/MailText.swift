import Foundation

/// Texts in the headers of mail: lines of ASCII that no server refuses (RFC 5322, RFC 2047).
enum MailText {
    /// Characters of a line, where it can be folded; no server has to take more than 998.
    static let lineLength = 78
    static let maximumPlainLength = 900

    static func isPlain(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { (0x20...0x7E).contains($0.value) }
    }

    /// A text after the colon of a header: as it is where it can be, else in encoded words.
    static func unstructured(_ text: String) -> String {
        isPlain(text) && text.utf8.count <= maximumPlainLength ? " \(text)" : "\r\n \(encodedWords(text))"
    }

    /// Encoded words, each on a line of its own.
    static func encodedWords(_ text: String) -> String {
        var words: [String] = []
        var word = ""
        for scalar in text.unicodeScalars {
            if word.utf8.count + UTF8.width(scalar) > 45 {
                words.append(word)
                word = ""
            }
            word.unicodeScalars.append(scalar)
        }
        words.append(word)
        return words.map { "=?utf-8?B?\(Data($0.utf8).base64EncodedString())?=" }.joined(separator: "\r\n ")
    }

    /// Items of a header, with commas between them, on as few lines as hold them.
    static func list(_ name: String, _ items: [String]) -> String {
        var text = "\(name):"
        var length = text.count
        for (index, item) in items.enumerated() {
            let lines = item.components(separatedBy: "\r\n")
            let comma = index == items.count - 1 ? 0 : 1
            let isFirst = index == 0
            if !isFirst, length + 1 + (lines.first?.count ?? 0) + comma > lineLength {
                text += "\r\n"
                length = 0
            }
            text += " \(item)\(comma == 1 ? "," : "")"
            length = (lines.count > 1 ? 0 : length + 1) + (lines.last?.count ?? 0) + comma
        }
        return text
    }
}
