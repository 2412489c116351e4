import Alerting
package import Core
package import Foundation
import GRDB
import Storage
package import TradingCalendar

/// Keeping a store whole.
extension SQLiteStore {
    /// The faults of the database; none when it is whole.
    ///
    /// Looks at the pages and indexes, at references between rows, at the chain of the audit, and at what must hold
    /// between alerts, incidents and messages.
    package func problems() -> [String] {
        var problems: [String] = []
        func look(_ work: () throws -> [String]) {
            do { problems += try work() } catch {
                // The caller names the database.
                if let failure = error as? InputFailure, failure.path == path {
                    problems.append(failure.message)
                } else {
                    problems.append("\(error)")
                }
            }
        }
        look {
            try read { try String.fetchAll($0, sql: "PRAGMA integrity_check").filter { $0 != "ok" } }
        }
        // Rows mean nothing where pages are broken.
        guard problems.isEmpty else { return problems }
        look {
            try read { db in
                try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").map { row in
                    let (table, parent): (String, String) = (try row.value("table"), try row.value("parent"))
                    return "a row of \(table) refers to one of \(parent) that is not there"
                }
            }
        }
        for (question, complaint) in SQLiteStore.laws {
            look { try read { try String.fetchAll($0, sql: question) }.map { "\(complaint): \($0)" } }
        }
        look {
            try read { try RegistryRows.damagedVersions($0) }
                .map { "an artifact is not the one that its digest names: \($0)" }
        }
        look {
            try read { db in
                try RowTotals.requireTables(db)
                return try RowTotals.faults(db)
            }
        }
        look { try auditFault().map { ["the audit: \($0)"] } ?? [] }
        // Every row can be read.
        look {
            _ = try (state(), registry(), incidents(), silences(), outbox(OutboxQuery()))
            return []
        }
        return problems
    }

    /// Queries that find nothing in a whole store, each with the name of its fault.
    private static let laws = [
        (
            """
            SELECT alerts.check_name || ' ' || alerts.subject FROM alerts JOIN incidents ON incidents.id = alerts.incident
            WHERE incidents.resolved_at IS NOT NULL
            """, "an alert fires in a resolved incident"
        ),
        (
            """
            SELECT incidents.id FROM incidents WHERE resolved_at IS NULL AND NOT EXISTS (
                SELECT 1 FROM incident_alerts WHERE incident = incidents.id AND resolved_at IS NULL)
            """, "an incident is open, and nothing of it fires"
        ),
        (
            """
            SELECT outbox.key FROM outbox JOIN incidents ON incidents.id = outbox.incident
            WHERE kind = 'fire' AND outbox.state NOT IN ('dead', 'dropped')
                AND incidents.resolved_at IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM outbox AS other WHERE other.incident = outbox.incident AND other.channel = outbox.channel
                    AND other.kind = 'resolve')
            """, "a channel was told of a fire, and not of its resolve"
        ),
        (
            """
            SELECT id FROM incidents WHERE NOT EXISTS (
                SELECT 1 FROM audit WHERE audit.incident = incidents.id AND kind = '\(AuditKind.opened.rawValue)')
            """, "an incident is not in the audit"
        ),
        (
            """
            SELECT key FROM outbox WHERE incident IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM audit WHERE audit.incident = outbox.incident AND audit.at = outbox.at AND kind = '\(AuditKind.told.rawValue)')
            """, "a message is not in the audit"
        ),
        (
            """
            SELECT column1 FROM (VALUES ('audit_follows'), ('audit_is_kept'), ('audit_is_final'))
            WHERE column1 NOT IN (SELECT name FROM sqlite_master WHERE type = 'trigger')
            """, "a trigger that guards the audit is gone"
        ),
        (
            """
            SELECT version || ' from ' || first_session FROM promotions WHERE (version, at) NOT IN (
                SELECT substr(text, 1, 71), at FROM audit WHERE kind = '\(AuditKind.promotion.rawValue)')
            """, "a promotion is not in the audit"
        ),
        (
            """
            SELECT column1 FROM (VALUES ('versions_are_kept'), ('versions_are_final'), ('promotions_follow'),
                ('promotions_are_kept'), ('promotions_are_final'))
            WHERE column1 NOT IN (SELECT name FROM sqlite_master WHERE type = 'trigger')
            """, "a trigger that guards the registry of models is gone"
        ),
    ]

    /// The first fault of the audit; nil when every row is as it was written.
    package func auditFault() throws -> String? {
        var previous: AuditRow?
        while true {
            let rows = try audit(incident: nil, after: previous?.sequence ?? 0, limit: 10_000)
            if rows.isEmpty { return try missingEnd() ?? hiddenText() }
            for row in rows {
                if let fault = row.fault(after: previous) { return fault }
                previous = row
            }
        }
    }

    /// The last tick that the audit knows is that of the store.
    private func missingEnd() throws -> String? {
        try read { db in
            let row = try Row.fetchOne(
                db,
                sql: """
                    SELECT at, kind FROM audit WHERE \(oneOf("kind", [AuditKind.tick, .clockCorrected].map(\.rawValue)))
                    ORDER BY sequence DESC LIMIT 1
                    """)
            let known = try row?.optionalInstant("at")
            let last = try SQLiteStore.lastInstant(db)
            let isAtBeginning = try last == nil && row?.optional("kind") == AuditKind.clockCorrected.rawValue
            return known == last || isAtBeginning
                ? nil : "the store's last instant has no row, or a later one has: rows were taken off the end"
        }
    }

    /// Most readers stop at a zero byte, so text behind one is neither read nor hashed.
    private func hiddenText() throws -> String? {
        let columns = ["kind", "incident", "check_name", "subject", "text"]
        let hidden = columns.map { "instr(CAST(\($0) AS BLOB), x'00') > 0" }.joined(separator: " OR ")
        return try read { try Int.fetchOne($0, sql: "SELECT sequence FROM audit WHERE \(hidden) LIMIT 1") }
            .map { "row \($0) was changed after it was written" }
    }

    /// The first day whose observations are needed one by one: by what is not resolved, or the store's present month.
    package func firstNeeded() throws -> Day? {
        let state = try state()
        let first = state.incidents.flatMap(\.members).map(\.pendingAt).min() ?? state.lastInstant
        return [first, state.lastInstant].compactMap { $0 }.min().map { ExchangeZone.utc.day(of: $0) }
    }

    /// The last row of the audit. A noted hash of it proves later that nothing before it has changed.
    package func auditHead() throws -> AuditRow? {
        try read { db in
            let last = try Int.fetchOne(db, sql: "SELECT max(sequence) FROM audit") ?? 0
            return try AuditRows.all(db, incident: nil, after: last - 1, limit: 1).first
        }
    }

    /// Tells if a row of the audit has this hash.
    package func auditHolds(hash: String) throws -> Bool {
        try read { db in
            try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM audit WHERE hash = ?)", arguments: [hash]) ?? false
        }
    }

    /// Writes a whole copy, as of one instant, while others read and write.
    /// - Throws: ``InputFailure`` when the file is there already or cannot be written.
    package func backUp(to url: URL) throws {
        let path = url.path(percentEncoded: false)
        guard !FileManager.default.fileExists(atPath: path) else {
            throw InputFailure(path: path, "is there already; a backup overwrites nothing")
        }
        // A copy that was not finished must not look like one.
        let partial = "\(path).\(UUID().uuidString).partial"
        do {
            try SQLiteStore.failing(path) {
                // The file itself is copied, also where an older version is read from a copy in memory.
                try SQLiteStore.readable(self.path).writeWithoutTransaction {
                    try $0.execute(sql: "VACUUM INTO ?", arguments: [partial])
                }
            }
            // A link fails where there is something in the meantime; a move would not.
            try FileManager.default.linkItem(atPath: partial, toPath: path)
        } catch let failure as InputFailure {
            SQLiteStore.remove(partial)
            throw failure
        } catch {
            SQLiteStore.remove(partial)
            throw InputFailure(path: path, "cannot be written")
        }
        SQLiteStore.remove(partial)
    }

    /// Removes a file that was made here. A failure leaves the file for a person to remove.
    private static func remove(_ path: String) { unlink(path) }

    /// Gives room back to the disk.
    package func vacuum() throws {
        try SQLiteStore.failing(path) {
            try database.writeWithoutTransaction { db in
                try db.execute(sql: "VACUUM")
                try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
            }
        }
    }
}
