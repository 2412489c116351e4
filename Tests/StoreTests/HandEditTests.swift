import Core
import Foundation
import GRDB
import Storage
import Store
import TestSupport
import Testing

@Suite("A store that was changed by hand")
struct HandEditTests {
    private let files: TemporaryFiles

    /// The store that a released version made, brought up to date.
    init() throws {
        files = try TemporaryFiles()
        try FileManager.default.copyItem(
            at: Fixtures.url("store/released/bellwether.sqlite"),
            to: files.directory.appending(path: SQLiteStore.fileName))
        #expect(try SQLiteStore(directory: files.directory, access: .write).problems() == [])
    }

    /// Goes past the triggers that guard tables, and puts them back.
    private func edit(_ sql: String) throws {
        let path = files.directory.appending(path: SQLiteStore.fileName).path
        try DatabaseQueue(path: path).writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA foreign_keys = OFF")
            let triggers = try Row.fetchAll(db, sql: "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            for trigger in triggers { try db.execute(sql: "DROP TRIGGER \(trigger["name"] as String)") }
            try db.execute(sql: sql)
            #expect(db.changesCount > 0, "\(sql)")
            for trigger in triggers { try db.execute(sql: trigger["sql"]) }
        }
    }

    private func problems() throws -> [String] {
        try SQLiteStore(directory: files.directory, access: .read, isTrusted: false).problems()
    }

    @Test(
        "is found by its check, whatever was changed",
        arguments: [
            "UPDATE alerts SET reason = 'all is well' WHERE check_name = (SELECT min(check_name) FROM alerts)",
            "UPDATE alerts SET state = 'inactive', resolved_at = NULL, resolved_because = NULL WHERE state = 'resolved'",
            "UPDATE incident_alerts SET severity = 'warning' WHERE severity = 'critical'",
            "UPDATE incidents SET response_by = 'eve' WHERE response_by IS NOT NULL",
            "UPDATE incidents SET state = 'closed' WHERE state = 'resolved'",
            "UPDATE incidents SET resolved_at = resolved_at + 3600 WHERE resolved_at IS NOT NULL",
            "UPDATE incident_teams SET severity = CASE severity WHEN 'warning' THEN 'critical' ELSE 'warning' END",
            "DELETE FROM outbox WHERE kind = 'heartbeat'",
            "DELETE FROM outbox",
            "UPDATE outbox SET state = 'delivered' WHERE state <> 'delivered'",
            "UPDATE silences SET ends_at = ends_at + 86400",
            "DELETE FROM silences",
            "INSERT INTO freezes (id, scope, reason, author, starts_at, ends_at) VALUES ('f', 'all', 'r', 'eve', 1, 2)",
            "INSERT INTO receipts SELECT id, 'other', 'OPS-1' FROM incidents LIMIT 1",
            "UPDATE deployment SET policy = '/tmp/other.yml'",
            "DELETE FROM observations WHERE check_name = (SELECT min(check_name) FROM observations)",
            "UPDATE observations SET verdict = 'ok' WHERE verdict = 'critical'",
            "DELETE FROM audit WHERE sequence = (SELECT max(sequence) FROM audit)",
        ])
    func isFound(_ sql: String) throws {
        try edit(sql)
        #expect(try !problems().isEmpty)
    }

    @Test("is found, too, when the program has written again since")
    func isNeverWashed() throws {
        try edit("UPDATE silences SET reason = 'because'")
        let path = "/somewhere/policy.yml"
        try SQLiteStore(directory: files.directory, access: .write).setPolicyPath(path)
        #expect(try problems() == ["rows of the table silences were changed by hand"])
        #expect(try SQLiteStore(directory: files.directory, access: .read).policyPath() == path)
    }

    @Test("is whole when only the times of attempts were changed, which are no part of the record")
    func attempts() throws {
        try edit("UPDATE outbox SET next_attempt = 1")
        #expect(try problems() == [])
    }

    @Test(
        "with a table that is gone, renamed, emptied or changed in its columns is refused as damaged",
        arguments: [
            "DROP TABLE freezes", "ALTER TABLE jobs RENAME TO elsewhere", "DELETE FROM alerts", "DELETE FROM incidents",
            "DELETE FROM deployment", "DELETE FROM audit", "DROP TABLE totals", "DELETE FROM totals",
            "ALTER TABLE receipts RENAME COLUMN receipt TO other", "ALTER TABLE incidents ADD COLUMN extra TEXT",
        ])
    func damagedTables(_ sql: String) throws {
        let path = files.directory.appending(path: SQLiteStore.fileName).path
        try DatabaseQueue(path: path).writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA foreign_keys = OFF; DROP TRIGGER audit_is_kept; \(sql)")
        }
        for access in [SQLiteStore.Access.read, .write] {
            let failure = #expect(throws: InputFailure.self) {
                try SQLiteStore(directory: files.directory, access: access)
            }
            #expect(failure?.message.hasPrefix("this store is damaged: ") == true, "\(failure?.message ?? "")")
        }
        #expect(try !problems().isEmpty)
    }

    @Test(
        "with a cell that cannot be is refused as damaged, and never read",
        arguments: [
            ("alerts", "state", "'else'"), ("alerts", "occasion", "'2024-02-30'"), ("alerts", "silent_count", "-1"),
            ("incidents", "state", "'else'"), ("incidents", "occasion", "x'00ff'"), ("incidents", "opened_at", "9e99"),
            ("incidents", "opened_at", "9223372036854775807"), ("incident_alerts", "layer", "NULL"),
            ("incident_alerts", "owners", "'{}'"), ("incident_channels", "teams", "'['"),
            ("silences", "matchers", "'{\"else\":\"x\"}'"), ("silences", "ends_at", "NULL"),
            ("deployment", "last_instant", "'noon'"), ("deployment", "revision", "NULL"),
        ])
    func impossibleCells(_ table: String, _ column: String, _ value: String) throws {
        let path = files.directory.appending(path: SQLiteStore.fileName).path
        try DatabaseQueue(path: path).writeWithoutTransaction { db in
            try db.execute(
                sql: """
                    PRAGMA foreign_keys = OFF;
                    PRAGMA legacy_alter_table = ON;
                    CREATE TABLE loose AS SELECT * FROM \(table);
                    DROP TABLE \(table);
                    ALTER TABLE loose RENAME TO \(table);
                    UPDATE \(table) SET \(column) = \(value);
                    """)
        }
        let store = try SQLiteStore(directory: files.directory, access: .read)
        let failure = #expect(throws: InputFailure.self) {
            _ = try (store.revision(), store.state(), store.incidents(), store.silences())
        }
        #expect(failure?.message.hasPrefix("this store is damaged: ") == true, "\(failure?.message ?? "")")
        #expect(try !problems().isEmpty)
    }
}
