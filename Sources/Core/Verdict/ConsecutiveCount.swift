/// How often in a row something has been so: the one rule behind `for: 3 sessions`, of checks and of triggers.
///
/// A session without evaluation leaves the count as it is.
package struct ConsecutiveCount: Equatable, Sendable {
    package private(set) var count = 0

    /// - Parameter count: where it was, when it goes on.
    package init(_ count: Int = 0) { self.count = count }

    /// - Parameter breached: nil for a session without evaluation.
    package mutating func record(_ breached: Bool?) {
        guard let breached else { return }
        count = breached ? count + 1 : 0
    }
}
