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
    package let hysteresis: AlertHysteresis
    package let settings: AlertSettings
    package let hasCritical: Bool
    /// When the rows that it looks at are due.
    package let lag: PublicationLag

    package init(
        check: String, subjects: [String], layer: Layer, isIntegrity: Bool, origins: [String], owners: [String],
        firstStep: String, cadence: Cadence = .session, hysteresis: AlertHysteresis = AlertHysteresis(),
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
        self.hysteresis = hysteresis
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
        case .insufficientEvidence where result.reservation != .lowPower:
            guard result.measurement.observesLastSession else { return .nothing }
            return result.reservation == .chance ? .onGoodSide : .noEvidence
        case .ok, .warning, .critical, .insufficientEvidence:
            guard result.measurement.observesLastSession else { return .nothing }
            if result.verdict == .warning { return .breach(.warning) }
            if result.verdict == .critical { return .breach(.critical) }
            return result.measurement.value.map(hysteresis.isClear) ?? true ? .clear : .notClearEnough
        }
    }
}
