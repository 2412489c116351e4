import Core
import Foundation
import GRDB

enum AuditRows {
    static func all(_ db: Database, incident: String?, after: Int, limit: Int) throws -> [AuditRow] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT * FROM audit WHERE sequence > ?\(incident == nil ? "" : " AND incident = ?")
                ORDER BY sequence LIMIT ?
                """)
        let arguments: StatementArguments = incident.map { [after, $0, limit] } ?? [after, limit]
        return try Row.fetchAll(statement, arguments: arguments).map { row in
            AuditRow(
                AuditEntry(
                    stored: try row.instant("at"), kind: try row.value("kind"), incident: try row.value("incident"),
                    check: try row.value("check_name"),
                    subject: try row.value("subject"), text: try row.value("text")),
                sequence: try row.count("sequence"), previous: try row.value("previous"), hash: try row.value("hash"))
        }
    }

    static func append(_ entries: [AuditEntry], _ db: Database) throws {
        let last = try Row.fetchOne(
            try db.cachedStatement(sql: "SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1"))
        var sequence = try last?.count("sequence") ?? 0
        var previous: String = try last?.value("hash") ?? AuditRow.beginning
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO audit (sequence, at, kind, incident, check_name, subject, text, previous, hash)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        for entry in entries {
            sequence += 1
            let row = AuditRow(entry, sequence: sequence, previous: previous)
            try statement.execute(arguments: [
                sequence, entry.at.stored, entry.kindText, entry.incident, entry.check, entry.subject, entry.text,
                previous,
                row.hash,
            ])
            previous = row.hash
        }
    }
}
