/// The fingerprint of everything that was known at any time: facts with the time since which each is known.
///
/// Facts have no order among each other, so a question takes one look-up.
package struct KnownContent: Sendable {
    package struct Fact: Sendable {
        /// On an axis that all facts and questions share: the ordinals of sessions, or seconds since 1970.
        package let since: Double
        package let content: Fingerprint

        package init(since: Double, content: Fingerprint) {
            self.since = since
            self.content = content
        }
    }

    /// Ascending.
    private let times: [Double]
    /// The sum of all facts before each place; one more than there are facts.
    private let sums: [Fingerprint]

    package init(_ facts: [Fact]) {
        let ordered = facts.sorted { $0.since < $1.since }
        times = ordered.map(\.since)
        var sums = [Fingerprint()]
        sums.reserveCapacity(ordered.count + 1)
        for fact in ordered { sums.append(sums[sums.count - 1] + fact.content) }
        self.sums = sums
    }

    package func fingerprint(at time: Double) -> Fingerprint {
        var (low, high) = (0, times.count)
        while low < high {
            let middle = (low + high) / 2
            if times[middle] <= time { low = middle + 1 } else { high = middle }
        }
        return sums[low]
    }
}
