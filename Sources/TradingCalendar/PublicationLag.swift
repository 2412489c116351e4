/// The time from a session's close to the publication of its row.
package struct PublicationLag: Hashable, Sendable, CustomStringConvertible {
    package let minutes: Int

    package static let none = PublicationLag(minutes: 0)

    package init(minutes: Int) { self.minutes = minutes }

    /// `at close`, or `N minutes|hours|days after close`.
    package init?(_ text: String) {
        let words = text.split(separator: " ").map(String.init)
        if words == ["at", "close"] {
            self = .none
            return
        }
        guard words.count == 4, words[2] == "after", words[3] == "close", let amount = Int(words[0]), amount >= 0,
            amount <= 100_000
        else { return nil }
        switch words[1] {
        case "minute", "minutes": minutes = amount
        case "hour", "hours": minutes = amount * 60
        case "day", "days": minutes = amount * 1440
        default: return nil
        }
    }

    package var description: String { minutes == 0 ? "at close" : "\(minutes) minutes after close" }
}
