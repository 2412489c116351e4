package import Alerting
package import Core
package import Foundation
import GRDB
import TradingCalendar

/// The way back from instants that were decided by a clock that was ahead.
extension SQLiteStore {
    /// The latest tick that is not later than an instant; nil where there is none.
    package func lastTick(notAfter instant: Date) throws -> Date? {
        try read { db in
            try Row.fetchOne(
                db, sql: "SELECT max(at) AS at FROM audit WHERE kind = '\(AuditKind.tick.rawValue)' AND at <= ?",
                arguments: [instant.stored])?.optionalInstant("at")
        }
    }

    /// Takes the store back to its latest tick that is not in the future. The audit keeps everything, and gets a row
    /// about this; what was measured and promoted at instants that have not come is void.
    /// - Parameters:
    ///   - decision: ends the incidents of instants that have not come, on the state as it is.
    ///   - target: the tick; nil where none was made before now.
    ///   - reason: who wants this, and why.
    /// - Returns: the row of the audit.
    package func rewind(_ decision: Decision, to target: Date?, now: Date, because reason: String) throws -> AuditEntry
    {
        try write { db in
            guard let last = try SQLiteStore.lastInstant(db) else {
                throw DamagedTable("there is no last instant to go back from")
            }
            try SQLiteStore.advance(from: decision.revision, db)
            try SQLiteStore.write(decision, messages: .pending, db)
            let end = target ?? .distantPast
            let void = try VoidRows.remove(db, after: end)
            for alert in try AlertRows.all(db) {
                try AlertRows.write(alert.known(at: end, occasion: lastOccasion(of: alert.key, at: end, db)), db)
            }
            try SQLiteStore.bringBack(db, from: last, to: now)
            try db.execute(
                sql: "UPDATE deployment SET last_instant = ?, clock_corrections = clock_corrections + 1",
                arguments: [target?.stored])
            let place = target.map { "to \(Timestamp.text($0))" } ?? "to its beginning"
            let entry = AuditEntry(
                at: target ?? now, kind: .clockCorrected,
                text: """
                    from \(Timestamp.text(last)), \(DurationText.rough(last.timeIntervalSince(now))) ahead of the clock, \
                    \(place); void: \(void); \(reason)
                    """)
            try AuditRows.append([entry], db)
            return entry
        }
    }

    /// The latest occasion that an alert had seen by an instant.
    private func lastOccasion(of key: AlertKey, at instant: Date, _ db: Database) throws -> Occasion? {
        try Row.fetchOne(
            db,
            sql: """
                SELECT about FROM observations WHERE check_name = ? AND subject = ? AND known_since <= ?
                ORDER BY about DESC LIMIT 1
                """, arguments: [key.check, key.subject, instant.stored])?.occasion("about")
    }

    /// Removes what belongs to instants that have not come.
    private enum VoidRows {
        /// - Returns: what was removed, in words.
        static func remove(_ db: Database, after end: Date) throws -> String {
            var found: [String] = []
            func remove(_ noun: String, _ sql: String) throws {
                try db.execute(sql: sql, arguments: [end.stored])
                if db.changesCount > 0 { found.append(db.changesCount.counted(noun)) }
            }
            try remove("observation", "DELETE FROM observations WHERE known_since > ?")
            try remove("heartbeat", "DELETE FROM outbox WHERE kind = 'heartbeat' AND at > ?")
            // The registry is guarded against everything else.
            let guardian = try String.fetchOne(
                db, sql: "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = 'promotions_are_kept'")
            guard let guardian else { throw DamagedTable("the trigger promotions_are_kept is gone") }
            try db.execute(sql: "DROP TRIGGER promotions_are_kept")
            try remove("promotion", "DELETE FROM promotions WHERE at > ?")
            try db.execute(sql: guardian)
            return found.isEmpty ? "nothing" : found.joined(separator: ", ")
        }
    }

    /// The times that a person or a receiver has set go on as if they had been set at the right instant.
    private static func bringBack(_ db: Database, from last: Date, to now: Date) throws {
        let lead = last.stored - now.stored
        for table in ["silences", "freezes"] {
            let condition = table == "freezes" ? " AND lifted_at IS NULL" : ""
            try db.execute(
                sql: """
                    UPDATE \(table) SET starts_at = starts_at - ?1, ends_at = ends_at - ?1 WHERE starts_at > ?2\(condition)
                    """, arguments: [lead, now.stored])
        }
        try db.execute(
            sql: "UPDATE incidents SET response_until = response_until - ?1 WHERE response_until > ?2",
            arguments: [lead, last.stored])
        try db.execute(
            sql: "UPDATE escalation_steps SET due = due - ?1 WHERE due > ?2", arguments: [lead, last.stored])
        try db.execute(
            sql: """
                UPDATE outbox SET next_attempt = NULL, first_attempt = min(first_attempt, ?1)
                WHERE state = 'pending' AND (next_attempt > ?1 OR first_attempt > ?1)
                """, arguments: [now.stored])
        try db.execute(sql: "DELETE FROM channels WHERE held_until > ?", arguments: [now.stored])
    }
}
