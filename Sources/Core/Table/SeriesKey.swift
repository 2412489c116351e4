package import Statistics
package import TradingCalendar

/// Identifies one measured series: a deployment's check on one subject.
package struct SeriesKey: Hashable, Sendable, CustomStringConvertible {
    package let deployment: String
    package let check: String
    package let subject: String

    package init(deployment: String, check: String, subject: String) {
        self.deployment = deployment
        self.check = check
        self.subject = subject
    }

    package var description: String { "\(deployment)/\(check)/\(subject)" }

    /// The generator of a simulated or resampled figure of this series; see `Documentation/Guides/reproducibility.md`.
    package func generator(windowEnd: Day, purpose: String) -> SplitMix64 {
        generator(windowEnd, purpose)
    }

    /// The generator of trials that depend on a reference alone, by its first evaluated session.
    package func generator(referenceFrom day: Day, purpose: String) -> SplitMix64 { generator(day, purpose) }

    /// The generator of trials that depend on no session.
    package func generator(purpose: String) -> SplitMix64 {
        SplitMix64(seed: Digest.sha256("\(self)|\(purpose)").firstEightBytes)
    }

    private func generator(_ day: Day, _ purpose: String) -> SplitMix64 {
        SplitMix64(seed: Digest.sha256("\(self)|\(day)|\(purpose)").firstEightBytes)
    }
}
