/// A length of wall time as people write it: `30 seconds`, `10 minutes` or `2 hours`.
package enum DurationText {
    private static let units = [("hour", 3_600), ("minute", 60), ("second", 1)]

    /// - Returns: nil for any other text, and for more than 100,000 of a unit.
    package static func seconds(_ text: String) -> Int? {
        let words = text.split(separator: " ")
        guard words.count == 2, let count = Int(words[0]), (0...100_000).contains(count) else { return nil }
        let name = words[1].hasSuffix("s") ? words[1].dropLast() : words[1]
        return units.first { $0.0 == name }.map { count * $0.1 }
    }

    /// In the largest unit that divides it.
    package static func text(_ seconds: Int) -> String {
        let (name, size) = units.first { seconds >= $0.1 && seconds % $0.1 == 0 } ?? ("second", 1)
        return (seconds / size).counted(name)
    }
}
