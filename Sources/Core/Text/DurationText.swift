/// A length of time as people write it, `30 seconds`, `10 minutes` or `2 hours`.
package enum DurationText {
    private static let units = ["second": 1, "minute": 60, "hour": 3_600]

    /// - Returns: nil where the text is something else, or more than 100,000 of its unit.
    package static func seconds(_ text: String) -> Int? {
        let words = text.split(separator: " ")
        guard words.count == 2, let count = Int(words[0]), (0...100_000).contains(count),
            let unit = units[words[1].hasSuffix("s") ? String(words[1].dropLast()) : String(words[1])]
        else { return nil }
        return count * unit
    }
}
