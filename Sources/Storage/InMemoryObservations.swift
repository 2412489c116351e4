import Core
import TradingCalendar

/// The observations of one alert by the occasion that they are about.
struct InMemoryObservations: Sendable {
    /// Ascending; for each its observations in the order in which they were written.
    private var occasions: [(about: Occasion, observations: [Observation])] = []

    mutating func append(_ observation: Observation) {
        let index = occasions.partitioningIndex { $0.about < observation.about }
        if index < occasions.count, occasions[index].about == observation.about {
            occasions[index].observations.append(observation)
        } else {
            occasions.insert((observation.about, [observation]), at: index)
        }
    }

    /// The latest observation that is wanted of each occasion of a span of days.
    func latest(about span: ClosedRange<Day>, where isWanted: (Observation) -> Bool) -> [Observation] {
        let start = occasions.partitioningIndex { $0.about.day < span.lowerBound }
        let rest = occasions[start...].prefix { $0.about.day <= span.upperBound }
        return rest.compactMap { InMemoryObservations.latest($0.observations, where: isWanted) }
    }

    /// The latest observation that is wanted of each occasion.
    func latest(where isWanted: (Observation) -> Bool) -> [Observation] {
        occasions.compactMap { InMemoryObservations.latest($0.observations, where: isWanted) }
    }

    /// The last that was written, where several are known since one instant.
    private static func latest(
        _ observations: [Observation], where isWanted: (Observation) -> Bool
    ) -> Observation? {
        var latest: Observation?
        for next in observations where isWanted(next) && latest.map({ $0.knownSince <= next.knownSince }) ?? true {
            latest = next
        }
        return latest
    }

    /// Takes out the observations of whole months before one.
    /// - Returns: how many there were, and of each occasion the latest, by month.
    mutating func remove(before month: String) -> (count: Int, months: [(month: String, latest: [Observation])]) {
        let end = occasions.partitioningIndex { ObservationMonth.month(of: $0.about) < month }
        let old = occasions[..<end]
        let months = Dictionary(grouping: old) { ObservationMonth.month(of: $0.about) }
        defer { occasions.removeSubrange(..<end) }
        return (
            old.reduce(0) { $0 + $1.observations.count },
            months.sorted { $0.key < $1.key }.map { name, items in
                (name, items.compactMap { InMemoryObservations.latest($0.observations) { _ in true } })
            }
        )
    }
}
