import Yams

/// Sets keys aside that stand in one mapping more than once, where they stand first: the parser ends at the first of
/// them, and what else is wrong would wait for the next run.
struct RepeatedKeys {
    /// More than a hand makes by mistake; each costs one more pass over the document.
    static let maximum = 50

    /// Begins a key that is set aside: a character of private use, one for each.
    private static let firstMark: UInt32 = 0xE000

    /// The document, without the keys that were set aside.
    private(set) var text: String
    private var count: UInt32 = 0

    init(_ text: String) { self.text = text }

    /// True for the name of a key that was set aside.
    static func isSetAside(_ name: String) -> Bool {
        name.unicodeScalars.first.map { firstMark..<firstMark + UInt32(maximum) ~= $0.value } ?? false
    }

    /// Sets the key at a place aside, without moving what follows it.
    /// - Returns: false where that is not possible.
    mutating func setAside(_ mark: Mark) -> Bool {
        guard count < RepeatedKeys.maximum, let place = place(of: mark),
            let scalar = Unicode.Scalar(RepeatedKeys.firstMark + count)
        else { return false }
        count += 1
        text.unicodeScalars.replaceSubrange(place...place, with: CollectionOfOne(scalar))
        return true
    }

    /// The first character of a key, behind its quotation mark; nil for a key that is no plain text.
    private func place(of mark: Mark) -> String.UnicodeScalarView.Index? {
        let scalars = text.unicodeScalars
        var line = 1
        var index = scalars.startIndex
        while line < mark.line, index < scalars.endIndex {
            let scalar = scalars[index]
            index = scalars.index(after: index)
            if scalar == "\r", index < scalars.endIndex, scalars[index] == "\n" { continue }
            if ["\n", "\r", "\u{85}", "\u{2028}", "\u{2029}"].contains(scalar) { line += 1 }
        }
        guard var place = scalars.index(index, offsetBy: mark.column - 1, limitedBy: scalars.endIndex) else {
            return nil
        }
        if place < scalars.endIndex, scalars[place] == "\"" || scalars[place] == "'" {
            place = scalars.index(after: place)
        }
        guard place < scalars.endIndex,
            scalars[place].properties.isAlphabetic || scalars[place].properties.numericType != nil
        else { return nil }
        return place
    }
}
