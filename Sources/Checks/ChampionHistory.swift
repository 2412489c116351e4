package import TradingCalendar

/// The training rows of the versions that served, for `baseline: champion`.
package struct ChampionHistory: Sendable {
    package struct Version: Sendable {
        /// The session from which on it served.
        package let since: Day
        /// Sessions of its first and last training row.
        package let first: Day
        package let last: Day

        package init(since: Day, first: Day, last: Day) {
            self.since = since
            self.first = first
            self.last = last
        }
    }

    /// By ``Version/since``, ascending.
    package let versions: [Version]
    /// nil for a source that the model does not read, of which all rows count.
    package let trainable: TrainableRows?

    package init(versions: [Version], trainable: TrainableRows?) {
        self.versions = versions
        self.trainable = trainable
    }

    /// The version that served at a session.
    package func version(at session: Day) -> Version? {
        let index = versions.partitioningIndex { $0.since <= session } - 1
        return index < 0 ? nil : versions[index]
    }
}
