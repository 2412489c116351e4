/// The figure that a value is a percentage above or below of: `relative_to:` of a check.
package enum RelativeTo: Equatable, Sendable {
    /// The score of the baseline.
    case baseline
    /// The median of so many sessions before the judged one.
    case median(sessions: Int)

    /// Reads `baseline`, or `median of 21 sessions`.
    init?(_ text: String) {
        let words = text.split(separator: " ")
        if words == ["baseline"] {
            self = .baseline
        } else if words.count == 4, words[..<2] == ["median", "of"], words[3] == "sessions", let count = Int(words[2]),
            (2...10_000).contains(count)
        {
            self = .median(sessions: count)
        } else {
            return nil
        }
    }
}
