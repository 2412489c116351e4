import Core
import Foundation
import GRDB
import Lifecycle

enum FreezeRows {
    /// By their beginning.
    static func all(_ db: Database) throws -> [Freeze] {
        let statement = try db.cachedStatement(sql: "SELECT * FROM freezes ORDER BY starts_at, id")
        return try Row.fetchAll(statement).map { row in
            let lift = try row.optionalInstant("lifted_at").map { at in
                Freeze.Lift(
                    by: try row.optional("lifted_by") ?? "", at: at, reason: try row.optional("lifted_because") ?? "")
            }
            return Freeze(
                id: try row.value("id"), scope: try row.choice("scope"), reason: try row.value("reason"),
                author: try row.value("author"),
                incident: try row.value("incident"), from: try row.instant("starts_at"),
                until: try row.instant("ends_at"), lift: lift)
        }
    }

    static func write(_ freeze: Freeze, _ db: Database) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO freezes (id, scope, reason, author, incident, starts_at, ends_at, lifted_at, lifted_by,
                    lifted_because)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET reason = excluded.reason, ends_at = excluded.ends_at,
                    lifted_at = excluded.lifted_at, lifted_by = excluded.lifted_by,
                    lifted_because = excluded.lifted_because
                """
        ).execute(arguments: [
            freeze.id, freeze.scope.rawValue, freeze.reason, freeze.author, freeze.incident, freeze.from.stored,
            freeze.until.stored, freeze.lift?.at.stored, freeze.lift?.by, freeze.lift?.reason,
        ])
    }
}
