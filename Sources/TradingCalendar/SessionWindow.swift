/// A run of consecutive sessions, never empty.
package struct SessionWindow: Hashable, Sendable {
    package let first: Day
    package let last: Day
    /// The number of sessions.
    package let count: Int

    init(sessions: ArraySlice<Day>) {
        first = sessions[sessions.startIndex]
        last = sessions[sessions.endIndex - 1]
        count = sessions.count
    }

    package func contains(_ day: Day) -> Bool { first <= day && day <= last }
}
