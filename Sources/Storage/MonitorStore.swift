package import Alerting
package import Core
package import Foundation
package import Lifecycle
package import TradingCalendar

/// Where decisions are kept. A store belongs to one deployment and has one writer.
///
/// What a commit writes is there as a whole when it returns, or not at all.
package protocol MonitorStore: AnyObject, Sendable {
    var deployment: String { get }

    /// Where the latest decision left everything, and what was not resolved.
    func state() throws -> AlertingState

    /// Which clock the ticks so far had.
    func clock() throws -> TickClock

    /// Writes a decision: state, audit, messages and observations.
    /// - Throws: ``StoreError`` for a tick at an instant that is not later than the last.
    func commit(_ decision: Decision, _ observations: [Observation], _ mode: TickMode) throws

    /// Where the policy of the latest tick is; nil before the first.
    func policyPath() throws -> String?

    func setPolicyPath(_ path: String) throws

    /// All incidents, in the order in which they were opened.
    func incidents() throws -> [Incident]

    /// Alerts that the store knows, by check and subject.
    func alerts() throws -> [Alert]

    /// All silences, by their beginning.
    func silences() throws -> [Silence]

    /// Messages in the order in which they were written.
    /// - Parameters:
    ///   - states: those that are wanted.
    ///   - channel: only of this one; nil for all.
    func outbox(_ states: Set<OutboxState>, channel: String?) throws -> [OutboxMessage]

    /// Channels that something is to be sent on, by name.
    func busyChannels() throws -> [String]

    /// What is to be sent on a channel next, due or not, as ``ChannelQueue/next(_:at:)`` has it; nil where nothing waits.
    func nextMessage(channel: String, at now: Date) throws -> OutboxMessage?

    /// Heartbeats of a channel behind which a newer one stands.
    func overtaken(channel: String) throws -> [OutboxMessage]

    /// Nothing is sent on a channel before this.
    func heldUntil(channel: String) throws -> Date?

    /// What a channel's receiver calls an incident.
    func receipt(incident: String, channel: String) throws -> String?

    /// Writes what became of messages, and what was decided because of it.
    func commit(_ change: DeliveryChange) throws

    /// Steps of runbooks that were asked for, in that order.
    /// - Parameter incident: of one; nil for all.
    func jobs(incident: String?) throws -> [RunbookJob]

    /// All freezes, by their beginning.
    func freezes() throws -> [Freeze]

    /// Writes what was done to runbooks and freezes.
    func commit(_ change: OperationChange) throws

    /// Rows of the audit in their order.
    /// - Parameters:
    ///   - incident: the rows of one; nil for all.
    ///   - after: the sequence after which they are wanted.
    func audit(incident: String?, after: Int, limit: Int) throws -> [AuditRow]

    /// What was known at an instant of each session of a span: of several observations of one session the latest.
    func observations(of key: AlertKey, about: ClosedRange<Day>, asOf: Date) throws -> [Observation]

    /// Folds the observations of whole months that ended before a day into one line a month each.
    /// - Returns: how many observations were folded.
    func fold(before day: Day) throws -> Int

    /// What is left of folded months, by month.
    func months(of key: AlertKey) throws -> [ObservationMonth]
}

/// Whose clock a tick had.
package enum TickClock: String, Sendable {
    /// Today's.
    case wall
    /// Somebody's `--from` and `--to`.
    case virtual
}

/// How ticks are made.
package struct TickMode: Equatable, Sendable {
    package let clock: TickClock
    /// What becomes of fires and heartbeats, pending or withheld; what follows a fire has its fate.
    package let messages: OutboxState

    package init(clock: TickClock, messages: OutboxState) {
        self.clock = clock
        self.messages = messages
    }

    /// Of today: messages are to be sent.
    package static let live = TickMode(clock: .wall, messages: .pending)
    /// Of the past: messages are kept and not sent.
    package static let past = TickMode(clock: .virtual, messages: .withheld)
}

/// What became of messages: written together or not at all.
package struct DeliveryChange: Equatable, Sendable {
    package var items: [OutboxMessage] = []
    /// A channel on which nothing is sent before an instant.
    package var held: Held?
    /// What the receiver of a message calls its incident.
    package var receipt: Receipt?
    package var decision: Decision?

    package struct Held: Equatable, Sendable {
        package let channel: String
        package let until: Date

        package init(channel: String, until: Date) {
            self.channel = channel
            self.until = until
        }
    }

    package struct Receipt: Equatable, Sendable {
        package let message: Message
        package let text: String

        package init(message: Message, text: String) {
            self.message = message
            self.text = text
        }
    }

    package init(_ items: [OutboxMessage] = []) { self.items = items }
}

/// What somebody did, or had done: written together or not at all.
package struct OperationChange: Equatable, Sendable {
    /// Jobs that are new or not as they were.
    package var jobs: [RunbookJob] = []
    /// Freezes that are new or not as they were.
    package var freezes: [Freeze] = []
    package var audit: [AuditEntry] = []

    package init() {}

    package init(_ change: RunbookRules.Change) {
        jobs = [change.job]
        audit = change.audit
    }

    package mutating func add(_ change: FreezeRules.Change) {
        freezes += change.freezes
        audit += change.audit
    }
}

extension MonitorStore {
    package func outbox(_ states: Set<OutboxState>) throws -> [OutboxMessage] {
        try outbox(states, channel: nil)
    }
}

/// Why a store does not do what was asked.
package struct StoreError: Error, Equatable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) { self.description = description }
}
