import Core
import Foundation
import TradingCalendar

/// A decision in the making: the state as far as it has come, and the record of how.
struct DecisionBuilder {
    let decider: Decider
    let instant: Date
    let isTick: Bool
    let timing: TickTiming
    /// The instant of the tick before; nil at the first.
    let previousInstant: Date?
    var alerts: [AlertKey: Alert]
    /// In the order of their opening.
    var incidents: [Incident]
    var silences: [Silence]
    var messages: [Message] = []
    var auditEntries: [AuditEntry] = []
    /// Alerts that have begun to fire and have no incident yet, in the order of the policy.
    var fired: [FiredAlert] = []
    /// Alerts that have begun to fire or got worse, by the incident.
    var worsened: [String: [AlertKey]] = [:]
    /// Owners of the root before it changed, by the incident.
    var formerOwners: [String: [String]] = [:]
    /// Notifications of one incident that are not written yet, in their order.
    var notifications: [PendingNotification] = []
    /// The evaluations of this tick.
    var evaluations: [AlertKey: Evaluation] = [:]
    /// Root and severity of each incident before, by its id.
    let before: [String: (root: Incident.Member, severity: Severity)]
    private let clockCorrections: Int

    /// An alert that has begun to fire.
    struct FiredAlert {
        let rule: AlertRule
        let evaluation: Evaluation
        let firing: Alert.Firing
        let why: String
    }

    struct PendingNotification {
        let team: String
        let severity: Severity
        let why: String
    }

    init(
        _ decider: Decider, _ state: AlertingState, at instant: Date, isTick: Bool, timing: TickTiming = .onTime
    ) {
        self.decider = decider
        self.instant = instant
        self.isTick = isTick
        self.timing = timing
        clockCorrections = state.clockCorrections
        previousInstant = state.lastInstant
        alerts = state.alerts
        incidents = state.incidents
        silences = state.silences
        before = Dictionary(state.incidents.map { ($0.id, ($0.root, $0.severity)) }) { first, _ in first }
    }

    /// The difference to the state before.
    func decision(from state: AlertingState) -> Decision {
        var decision = Decision(at: instant, isTick: isTick, revision: state.revision)
        decision.alerts = alerts.values.filter { state.alerts[$0.key] != $0 }
            .sorted { $0.key < $1.key }
        let before = Dictionary(state.incidents.map { ($0.id, $0) }) { first, _ in first }
        decision.incidents = incidents.filter { before[$0.id] != $0 }
        decision.silences = silences.filter { !state.silences.contains($0) }
        decision.messages = messages
        decision.audit = auditEntries
        return decision
    }

    mutating func audit(_ kind: AuditKind, incident: String = "", key: AlertKey? = nil, _ text: String) {
        auditEntries.append(
            AuditEntry(
                at: instant, kind: kind, incident: incident, check: key?.check ?? "", subject: key?.subject ?? "",
                text: text))
    }

    /// Names an incident that an alert opens now.
    func id(openedBy key: AlertKey) -> String {
        let deployment = clockCorrections == 0 ? decider.deployment : "\(decider.deployment)|\(clockCorrections)"
        return Incident.id(of: key, deployment: deployment, at: instant)
    }

    /// The index of an incident that is not resolved.
    func index(of id: String) -> Int? { incidents.firstIndex { $0.id == id } }

    /// The instant from which people can answer what is sent now.
    var answerableFrom: Date { max(instant, timing.answerableFrom ?? instant) }

    /// The due instants of an incident's timers follow the lag of its root's check.
    func lag(of incident: Incident) -> PublicationLag? { decider.ruleByCheck[incident.root.key.check]?.lag }
}
