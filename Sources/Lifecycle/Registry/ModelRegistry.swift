package import TradingCalendar

/// The versions of a model and their promotions: it says which version serves when.
package struct ModelRegistry: Equatable, Sendable {
    /// In the order in which they were recorded.
    package private(set) var versions: [RegisteredVersion] = []
    /// In the order in which they were recorded. None begins before the one recorded before it, so that no record
    /// changes who made a prediction that was made.
    package private(set) var promotions: [Promotion] = []
    /// The services, by their first sessions.
    package private(set) var terms: [Term] = []

    /// The service of a version, up to the next.
    package struct Term: Equatable, Sendable {
        /// The first session whose prediction it makes.
        package let from: Day
        package let version: RegisteredVersion
    }

    /// The reason why a record cannot follow what is recorded.
    package enum Fault: Error, Equatable, CustomStringConvertible {
        case knownVersion(String)
        case unknownVersion(String)
        case beforeTheLast(Promotion, last: Day)

        package var description: String {
            switch self {
            case .knownVersion(let id): "the version \(id) is in the registry already"
            case .unknownVersion(let id): "the registry has no version \(id)"
            case .beforeTheLast(let promotion, let last):
                "the promotion of \(promotion.version) begins at \(promotion.from), before the last, at \(last)"
            }
        }
    }

    package init() {}

    /// - Parameters:
    ///   - versions: in the order in which they were recorded.
    ///   - promotions: in the order in which they were recorded.
    package init(versions: [RegisteredVersion], promotions: [Promotion]) throws(Fault) {
        for version in versions { try add(version) }
        for promotion in promotions { try add(promotion) }
    }

    /// The schedule alone: every version is promoted at its refit.
    /// - Parameter versions: by their refits, one a refit.
    package init(scheduled versions: [RegisteredVersion]) {
        self.versions = versions
        promotions = versions.map { version in
            Promotion(
                version: version.id, from: version.refit, at: version.trainedAt, by: .schedule,
                reason: "the monthly refit")
        }
        terms = versions.map { Term(from: $0.refit, version: $0) }
    }

    /// Follows what was recorded later.
    package mutating func apply(_ change: RegistryChange) throws(Fault) {
        var changed = self
        for new in change.versions { try changed.add(new.version) }
        for promotion in change.promotions { try changed.add(promotion) }
        self = changed
    }

    private mutating func add(_ version: RegisteredVersion) throws(Fault) {
        guard self.version(version.id) == nil else { throw .knownVersion(version.id) }
        versions.append(version)
    }

    private mutating func add(_ promotion: Promotion) throws(Fault) {
        guard let version = version(promotion.version) else { throw .unknownVersion(promotion.version) }
        if let last = terms.last, promotion.from <= last.from {
            guard promotion.from == last.from else { throw .beforeTheLast(promotion, last: last.from) }
            // The later record counts where two begin together.
            terms.removeLast()
        }
        promotions.append(promotion)
        terms.append(Term(from: promotion.from, version: version))
    }

    package func version(_ id: String) -> RegisteredVersion? { versions.last { $0.id == id } }

    /// The version that serves at a session; nil before the first promotion.
    package func champion(at session: Day) -> RegisteredVersion? {
        let index = terms.partitioningIndex { $0.from <= session } - 1
        return index < 0 ? nil : terms[index].version
    }

    /// With the schedule where nothing is recorded: before the first promotion, and from the first refit after the last
    /// one on.
    /// - Parameter schedule: as the present data gives it.
    package func completed(by schedule: ModelRegistry) -> ModelRegistry {
        guard let first = terms.first?.from, let last = terms.last?.from else { return schedule }
        var whole = self
        whole.promotions.insert(contentsOf: schedule.promotions.prefix { $0.from < first }, at: 0)
        whole.promotions += schedule.promotions.drop { $0.from <= last }
        whole.terms.insert(contentsOf: schedule.terms.prefix { $0.from < first }, at: 0)
        whole.terms += schedule.terms.drop { $0.from <= last }
        let served = Set(whole.terms.map(\.version.id)).subtracting(versions.map(\.id))
        whole.versions += schedule.versions.filter { served.contains($0.id) }
        return whole
    }
}
