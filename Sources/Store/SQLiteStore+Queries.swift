package import Alerting
package import Core
package import Foundation
import GRDB
package import Lifecycle
package import Storage
package import TradingCalendar

/// The parts of the record that are asked for, and changes of one kind of row.
extension SQLiteStore {
    package func registry() throws -> ModelRegistry { try read { try RegistryRows.all($0) } }
    package func promotionCount() throws -> Int { try read { try RegistryRows.promotionCount($0) } }
    package func artifacts(ofVersion id: String) throws -> VersionArtifacts? {
        try read { try RegistryRows.artifacts($0, ofVersion: id) }
    }
    package func incidents(_ query: IncidentQuery) throws -> [Incident] {
        try read { try IncidentRows.all($0, query) }
    }
    package func silences() throws -> [Silence] { try read { try SilenceRows.all($0) } }
    package func outbox(_ query: OutboxQuery) throws -> [OutboxMessage] { try read { try MessageRows.all($0, query) } }
    package func busyChannels() throws -> [String] { try read { try MessageRows.busyChannels($0) } }
    package func backlog() throws -> [ChannelBacklog] { try read { try MessageRows.backlog($0) } }
    package func nextMessage(channel: String, at now: Date) throws -> OutboxMessage? {
        try read { try MessageRows.next($0, channel: channel, at: now) }
    }
    package func overtaken(channel: String) throws -> [OutboxMessage] {
        try read { try MessageRows.overtaken($0, channel: channel) }
    }
    package func heldUntil(channel: String) throws -> Date? {
        try read { try MessageRows.heldUntil($0, channel: channel) }
    }
    package func receipt(incident: String, channel: String) throws -> String? {
        try read { try MessageRows.receipt($0, incident: incident, channel: channel) }
    }
    package func destination(incident: String, channel: String) throws -> ChannelDestination? {
        try read { try MessageRows.destination($0, incident: incident, channel: channel) }
    }
    package func jobs(incident: String) throws -> [RunbookJob] { try read { try JobRows.all($0, incident: incident) } }
    package func freezes() throws -> [Freeze] { try read { try FreezeRows.all($0) } }
    package func commit(_ change: OperationChange) throws {
        try write { db in
            try SQLiteStore.advance(from: change.revision, db)
            for job in change.jobs { try JobRows.write(job, db) }
            Checkpoint.reached("operation.jobs")
            for freeze in change.freezes { try FreezeRows.write(freeze, db) }
            try AuditRows.append(change.audit, db)
            if let decision = change.decision { try SQLiteStore.write(decision, messages: .pending, db) }
            Checkpoint.reached("operation.written")
        }
        Checkpoint.reached("operation.done")
    }
    package func audit(incident: String?, after: Int, limit: Int) throws -> [AuditRow] {
        try read { try AuditRows.all($0, incident: incident, after: after, limit: limit) }
    }
    package func observations(of key: AlertKey, about: ClosedRange<Day>, asOf: Date) throws -> [Observation] {
        try read { try ObservationRows.all($0, of: key, about: about, asOf: asOf) }
    }
    package func observations(of key: AlertKey, known: ClosedRange<Date>) throws -> [Observation] {
        try read { try ObservationRows.all($0, of: key, known: known) }
    }
    package func fold(before day: Day) throws -> Int { try write { try ObservationRows.fold($0, before: day) } }
    package func months(of key: AlertKey) throws -> [ObservationMonth] {
        try read { try ObservationRows.months($0, key) }
    }
}
