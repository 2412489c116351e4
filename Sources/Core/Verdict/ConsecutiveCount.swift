package import Foundation

/// A count of evaluations in a row, and since when: the one rule behind `for: 3 sessions` and `for: 5
/// minutes`, of checks and of triggers.
///
/// An occasion without evaluation leaves the count as it is.
package struct ConsecutiveCount: Equatable, Sendable {
    package private(set) var count = 0
    /// The instant of the first of the row; nil where only the number matters.
    package private(set) var since: Date?

    /// - Parameters:
    ///   - count: the number so far, to go on from.
    ///   - since: the instant of the first of them.
    package init(_ count: Int = 0, since: Date? = nil) {
        self.count = count
        self.since = since
    }

    /// - Parameters:
    ///   - breached: nil for an occasion without evaluation.
    ///   - instant: when that was.
    package mutating func record(_ breached: Bool?, at instant: Date? = nil) {
        guard let breached else { return }
        count = breached ? count + 1 : 0
        since = breached ? since ?? instant : nil
    }

    /// True if the row lasts as long as a span.
    package func reaches(_ span: TimeSpan, at instant: Date) -> Bool {
        count > 0 && span.isReached(count: count, elapsed: elapsed(at: instant))
    }

    /// Seconds since the first of the row.
    package func elapsed(at instant: Date) -> Double { instant.timeIntervalSince(since ?? instant) }
}
