package import TradingCalendar

/// A length of time: so many sessions of the calendar, or so many seconds of wall time.
package enum TimeSpan: Hashable, Sendable {
    case sessions(Int)
    case seconds(Int)

    /// Reads `5 sessions`, `30 seconds`, `15 minutes` or `2 hours`.
    package init?(_ text: String) {
        let words = text.split(separator: " ")
        if words.count == 2, words[1] == "sessions" || words[1] == "session" {
            guard let count = Int(words[0]) else { return nil }
            self = .sessions(count)
        } else {
            guard let seconds = DurationText.seconds(text) else { return nil }
            self = .seconds(seconds)
        }
    }

    package var isSeconds: Bool { if case .seconds = self { true } else { false } }

    /// Sessions or seconds.
    package var amount: Int {
        switch self {
        case .sessions(let count), .seconds(let count): count
        }
    }

    /// True if something lasts as long: counted in evaluations, or from the first of them to the latest, in seconds.
    package func isReached(count: Int, elapsed: Double) -> Bool {
        switch self {
        case .sessions(let wanted): count >= wanted
        case .seconds(let wanted): elapsed >= Double(wanted)
        }
    }

    /// True if a rule of this cadence can be measured against it.
    package func fits(_ cadence: Cadence) -> Bool {
        switch (self, cadence) {
        case (.sessions, .session), (.seconds, .every): true
        case (.sessions, .every), (.seconds, .session): false
        }
    }
}

extension TimeSpan: CustomStringConvertible {
    package var description: String {
        switch self {
        case .sessions(let count): count.counted("session")
        case .seconds(let count): DurationText.text(count)
        }
    }
}
