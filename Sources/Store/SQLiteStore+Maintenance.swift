package import Core
package import Foundation
import GRDB

/// Keeping a store whole.
extension SQLiteStore {
    /// What is wrong with the database; none when it is whole.
    ///
    /// Looks at the pages and indexes, at references between rows, at the chain of the audit, and at what must hold
    /// between alerts, incidents and messages.
    package func problems() throws -> [String] {
        var problems = try read { db in
            let pages = try String.fetchAll(db, sql: "PRAGMA integrity_check").filter { $0 != "ok" }
            let references = try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").map { row -> String in
                "a row of \(row["table"] as String) refers to one of \(row["parent"] as String) that is not there"
            }
            return pages + references
        }
        for (question, complaint) in SQLiteStore.laws {
            let found = try read { try String.fetchAll($0, sql: question) }
            problems += found.map { "\(complaint): \($0)" }
        }
        if let fault = try auditFault() { problems.append("the audit: \(fault)") }
        return problems
    }

    /// What never is, with its name for people.
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
            WHERE kind = 'fire' AND incidents.resolved_at IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM outbox AS other WHERE other.incident = outbox.incident AND other.channel = outbox.channel
                    AND other.kind = 'resolve')
            """, "a channel was told of a fire, and not of its resolve"
        ),
    ]

    /// What is wrong with the audit; nil when every row is as it was written.
    package func auditFault() throws -> String? {
        var previous: AuditRow?
        while true {
            let rows = try audit(incident: nil, after: previous?.sequence ?? 0, limit: 10_000)
            if rows.isEmpty { return nil }
            for row in rows {
                if let fault = row.fault(after: previous) { return fault }
                previous = row
            }
        }
    }

    /// The last row of the audit: whoever noted its hash can tell later that nothing before it has changed.
    package func auditHead() throws -> AuditRow? {
        try read { db in
            let last = try Int.fetchOne(db, sql: "SELECT max(sequence) FROM audit") ?? 0
            return try AuditRows.all(db, incident: nil, after: last - 1, limit: 1).first
        }
    }

    /// Whether a row of the audit has this hash.
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
        let partial = path + ".partial"
        if FileManager.default.fileExists(atPath: partial) { try FileManager.default.removeItem(atPath: partial) }
        try SQLiteStore.failing(path) {
            try database.writeWithoutTransaction { try $0.execute(sql: "VACUUM INTO ?", arguments: [partial]) }
        }
        do { try FileManager.default.moveItem(atPath: partial, toPath: path) } catch {
            throw InputFailure(path: path, "cannot be written")
        }
    }

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
