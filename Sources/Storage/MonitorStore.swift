package import Alerting
package import Core
package import Foundation
package import Lifecycle
package import TradingCalendar

/// Keeps decisions. A store belongs to one deployment and has one process that writes to it.
///
/// Everything that a commit writes is there as a whole when it returns, or not at all. Each commit increments the
/// ``revision()``; several tasks may commit at a time, and none overwrites the change of another:
/// - a decision, or a change of operations, that names the revision it rests on is refused on every other one;
/// - a message is written only while it is as it was read.
package protocol MonitorStore: AnyObject, Sendable {
    var deployment: String { get }

    // MARK: - State

    /// The number of changes that were committed.
    func revision() throws -> Int

    /// The state that the latest decision left.
    func state() throws -> AlertingState

    /// The clock of the ticks so far.
    func clock() throws -> TickClock

    /// Writes a decision: state, audit, messages, observations, and what is new of the registry of models.
    /// - Throws: ``StoreError/alreadyDecided(instant:last:)`` for a tick at an instant that is not later than the last;
    ///   ``StoreError/conflict(expected:found:)`` when the store is not at the revision of the decision any more.
    func commit(
        _ decision: Decision, observations: [Observation], registry: RegistryChange, mode: TickMode) throws

    /// The settings of the policy of the latest tick; nil before the first.
    func policySettings() throws -> PolicySettings?

    /// The path of the policy of the latest tick; nil before the first.
    func policyPath() throws -> String?

    func setPolicyPath(_ path: String) throws

    // MARK: - Models

    /// The versions and promotions that are recorded.
    func registry() throws -> ModelRegistry

    /// The number of promotions that are recorded. They are only added to, so where the number is the same, so are they.
    func promotionCount() throws -> Int

    /// The documents of a version; nil where the version is not recorded.
    func artifacts(ofVersion id: String) throws -> VersionArtifacts?

    // MARK: - Incidents and silences

    func incidents(_ query: IncidentQuery) throws -> [Incident]

    /// All silences, by their beginning.
    func silences() throws -> [Silence]

    // MARK: - Messages

    func outbox(_ query: OutboxQuery) throws -> [OutboxMessage]

    /// Channels that something is to be sent on, by name.
    func busyChannels() throws -> [String]

    /// The messages that wait on each channel, by its name. A channel on which nothing waits is left out.
    func backlog() throws -> [ChannelBacklog]

    /// The next message of a channel, due or not, as ``ChannelQueue/next(_:at:)`` has it; nil where nothing waits.
    func nextMessage(channel: String, at now: Date) throws -> OutboxMessage?

    /// Heartbeats of a channel behind which a newer one stands.
    func overtaken(channel: String) throws -> [OutboxMessage]

    /// Nothing is sent on a channel before this.
    func heldUntil(channel: String) throws -> Date?

    /// The name that a channel's receiver gave to an incident.
    func receipt(incident: String, channel: String) throws -> String?

    /// Where the fire of an incident went that was written for a channel of this name; nil where that is not known.
    func destination(incident: String, channel: String) throws -> ChannelDestination?

    /// Writes changes of messages, and the decision that follows from them.
    /// - Throws: ``StoreError/messageChanged(key:)`` when a message is not as it was read;
    ///   ``StoreError/conflict(expected:found:)`` when the store is not at the revision of the decision any more.
    func commit(_ change: DeliveryChange) throws

    // MARK: - Operations

    /// The runbook steps of an incident, in the order in which they were requested.
    func jobs(incident: String) throws -> [RunbookJob]

    /// All freezes, by their beginning.
    func freezes() throws -> [Freeze]

    /// Writes changes of runbook steps and freezes.
    /// - Throws: ``StoreError/conflict(expected:found:)`` when the store is not at the revision of the change any more.
    func commit(_ change: OperationChange) throws

    // MARK: - History

    /// Rows of the audit in their order.
    /// - Parameters:
    ///   - incident: the rows of one; nil for all.
    ///   - after: the sequence after which they are wanted.
    func audit(incident: String?, after: Int, limit: Int) throws -> [AuditRow]

    /// The observations of a span of sessions as they were known at an instant: the latest of each occasion.
    func observations(of key: AlertKey, about: ClosedRange<Day>, asOf: Date) throws -> [Observation]

    /// The observations that became known in a span of time: the latest of each occasion.
    func observations(of key: AlertKey, known: ClosedRange<Date>) throws -> [Observation]

    /// Folds the observations of whole months that ended before a day into one line a month each.
    /// - Returns: the number of observations that were folded.
    func fold(before day: Day) throws -> Int

    /// The lines of folded months, by month.
    func months(of key: AlertKey) throws -> [ObservationMonth]
}
