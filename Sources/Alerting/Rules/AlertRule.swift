package import Core
package import TradingCalendar

/// The part of a check that alerting uses.
package struct AlertRule: Sendable {
    package let check: String
    package let subjects: [String]
    private let knownSubjects: Set<String>
    package let layer: Layer
    /// True for a check that the data is whole; it comes first among possible roots of its layer.
    package let isIntegrity: Bool
    /// The sources and the model that it looks at: alerts that share one may have one cause.
    package let origins: [String]
    package let owners: [String]
    package let firstStep: String
    package let cadence: Cadence
    /// The time for which evaluations must breach in a row before it fires.
    package let consecutive: TimeSpan
    /// The bound that the value must pass to be clear; nil where not breaching is enough.
    package let clear: Threshold?
    package let settings: AlertSettings
    package let hasCritical: Bool
    /// When the rows that it looks at are due.
    package let lag: PublicationLag

    package init(
        check: String, subjects: [String], layer: Layer, isIntegrity: Bool, origins: [String], owners: [String],
        firstStep: String, cadence: Cadence = .session, consecutive: TimeSpan, clear: Threshold?,
        settings: AlertSettings, hasCritical: Bool, lag: PublicationLag
    ) {
        self.check = check
        self.subjects = subjects
        knownSubjects = Set(subjects)
        self.layer = layer
        self.isIntegrity = isIntegrity
        self.origins = origins
        self.owners = owners
        self.firstStep = firstStep
        self.cadence = cadence
        self.consecutive = consecutive
        self.clear = clear
        self.settings = settings
        self.hasCritical = hasCritical
        self.lag = lag
    }

    func isAbout(_ subject: String) -> Bool { knownSubjects.contains(subject) }

    package var keys: [AlertKey] { subjects.map { AlertKey(check: check, subject: $0) } }

    /// An evaluation as an alert of this rule sees it.
    package func signal(_ evaluation: Evaluation) -> Signal {
        let result = evaluation.result
        switch result.verdict {
        case .noData, .error:
            switch settings.noData {
            case .keep: return .nothing
            case .alert: return .breach(hasCritical ? .critical : .warning)
            case .ok: return .clear
            }
        case .insufficientEvidence: return result.measurement.observesLastSession ? .noEvidence : .nothing
        case .ok, .warning, .critical:
            guard result.measurement.observesLastSession else { return .nothing }
            if result.verdict == .warning { return .breach(.warning) }
            if result.verdict == .critical { return .breach(.critical) }
            guard let clear, let value = result.measurement.value, !clear.isBreached(by: value) else { return .clear }
            return .notClearEnough
        }
    }
}
