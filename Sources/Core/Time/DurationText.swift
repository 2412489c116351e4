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

    /// A length to read, not to compute with: `90 minutes`, `3 hours` or `39 days`.
    package static func rough(_ seconds: Double) -> String {
        guard seconds.isFinite, abs(seconds) < 1e12 else { return "an unknown time" }
        let minutes = Int(seconds / 60)
        if minutes < 120 { return minutes.counted("minute") }
        return minutes < 48 * 60 ? (minutes / 60).counted("hour") : (minutes / 1_440).counted("day")
    }

    /// In the largest unit that divides it.
    package static func text(_ seconds: Int) -> String {
        let (name, size) = units.first { seconds >= $0.1 && seconds % $0.1 == 0 } ?? ("second", 1)
        return (seconds / size).counted(name)
    }
}
