import Alerting
import Core
import Foundation
import GRDB
import Lifecycle
import Storage
import Store
import StoreConformance
import TestSupport
import Testing
import TradingCalendar

@Suite("The store in SQLite")
struct SQLiteStoreTests {
    private func open(_ files: TemporaryFiles, _ access: SQLiteStore.Access = .write) throws -> SQLiteStore {
        try SQLiteStore(
            directory: files.directory, deployment: access == .write ? "d" : nil, access: access,
            isTrusted: access == .write)
    }

    @Test(
        "states, incidents and messages are those of the reference, across restarts", arguments: try AlertingCase.some()
    )
    func reference(_ item: AlertingCase) throws {
        let files = try TemporaryFiles()
        try item.run { try open(files) }
        #expect(try open(files, .read).problems() == [])
    }

    @Test("it keeps the laws of stores", arguments: StoreLaw.allCases)
    func laws(_ law: StoreLaw) throws {
        let files = try TemporaryFiles()
        try law.check { try open(files) }
    }

    @Test("of changes that several tasks make at a time none is lost")
    func concurrentChanges() async throws {
        let files = try TemporaryFiles()
        let store = try open(files)
        try await ConcurrentChanges(store).check()
        #expect(store.problems() == [])
    }

    @Test("a commit returns when it is on the disk")
    func durability() throws {
        let files = try TemporaryFiles()
        #expect(try open(files).synchronousSetting() == 2)
        #expect(try open(files).synchronousSetting() == 2)
    }

    // MARK: - Who may open it

    @Test("one process writes at a time, and the refusal says who")
    func lock() throws {
        let files = try TemporaryFiles()
        var store: SQLiteStore? = try open(files)
        let refusal = #expect(throws: StoreError.self) {
            try SQLiteStore(directory: files.directory, deployment: "d", access: .write, patience: .zero)
        }
        #expect(refusal?.description.contains("is in use by process \(getpid())") == true)
        // Reading goes on meanwhile.
        #expect(try open(files, .read).deployment == "d")
        #expect(store?.deployment == "d")
        store = nil
        #expect(try open(files).deployment == "d")
    }

    @Test("a store belongs to one deployment")
    func owner() throws {
        let files = try TemporaryFiles()
        _ = try open(files)
        let refusal = #expect(throws: StoreError.self) {
            try SQLiteStore(directory: files.directory, deployment: "other", access: .write)
        }
        #expect(refusal?.description.contains("belongs to the deployment \"d\", not to \"other\"") == true)
    }

    @Test("where there is no store, or something else, the error says so")
    func strangers() throws {
        let files = try TemporaryFiles()
        let nothing = #expect(throws: InputFailure.self) { try open(files, .read) }
        #expect(nothing?.message.contains("there is no store here") == true)
        _ = try files.write("date,x\n2024-01-01,1\n" + String(repeating: "x", count: 5_000), as: SQLiteStore.fileName)
        let text = #expect(throws: InputFailure.self) { try open(files) }
        #expect(text?.message == "is no database")
        // Somebody else's database is left as it is, and so is one of a version to come.
        let foreign = try TemporaryFiles()
        let path = foreign.directory.appending(path: SQLiteStore.fileName).path
        try DatabaseQueue(path: path).write { try $0.execute(sql: "CREATE TABLE photos (id, name)") }
        #expect(throws: InputFailure.self) { try open(foreign) }
        let tables = try DatabaseQueue(path: path).read {
            try String.fetchAll($0, sql: "SELECT name FROM sqlite_master")
        }
        #expect(tables == ["photos"])
        let newer = try TemporaryFiles()
        let newerPath = try open(newer).path
        try DatabaseQueue(path: newerPath).write {
            try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('99 later')")
        }
        #expect(throws: StoreError.newerVersion(path: newerPath)) { try open(newer) }
        let empty = try TemporaryFiles()
        _ = try empty.write("", as: SQLiteStore.fileName)
        #expect(throws: InputFailure.self) { try open(empty, .read) }
    }

    @Test("the store of an older version is read as it is, backed up as it is, and made a new one by writing")
    func olderVersion() throws {
        // The dump of a store in which everything happened once, by version 0.1.0.
        let files = try TemporaryFiles()
        let path = files.directory.appending(path: SQLiteStore.fileName).path
        try DatabaseQueue(path: path).writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA application_id = \(0x42_57_54_48)")
            try db.execute(sql: Fixtures.text("store/version-3.sql"))
        }
        func migrations(_ path: String) throws -> Int? {
            try DatabaseQueue(path: path).read { try Int.fetchOne($0, sql: "SELECT count(*) FROM grdb_migrations") }
        }
        func check(_ store: SQLiteStore) throws {
            #expect(store.problems() == [] && store.deployment == "old-store")
            #expect(try store.revision() == 0 && store.state().incidents.count == 3)
            #expect(try store.state().lastInstant == Date(timeIntervalSince1970: 1_712_611_800))
            let statuses = try store.incidents().map(\.state.status)
            #expect(statuses.count == 11 && statuses.count { $0 == .closed } == 2)
            let counts = try OutboxState.allCases.map { try store.outbox([$0]).count }
            #expect(counts == [4, 41, 3, 39, 10])
            #expect(try store.jobs(incident: "cf7750e68590c195").map(\.state.name) == ["done", "done", "unknown"])
            #expect(try store.freezes().count == 5 && store.silences().count == 3)
            let head = try store.auditHead()
            #expect(head?.sequence == 260)
            #expect(head?.hash == "6429d67220dc4d3f67fe539d8ba2bf7a314b35d6c7063a60789b211a63421e8f")
        }
        let older = try open(files, .read)
        try check(older)
        let copy = files.directory.appending(path: "copy.sqlite")
        try older.backUp(to: copy)
        #expect(try migrations(path) == 3 && migrations(copy.path) == 3)
        try check(SQLiteStore(directory: files.directory, access: .write))
        #expect(try migrations(path) == 7)
    }

    // MARK: - What it refuses to hold

    @Test("the audit cannot be changed through the database, and a change behind its back is found")
    func tampering() throws {
        let files = try TemporaryFiles()
        var store: SQLiteStore? = try open(files)
        var decision = Decision(at: Date(timeIntervalSince1970: 0), isTick: true)
        decision.audit = (1...5).map {
            AuditEntry(at: .init(timeIntervalSince1970: 0), kind: $0 == 4 ? .tick : .held, text: "row \($0)")
        }
        try store?.commit(decision, mode: .live)
        #expect(try store?.auditFault() == nil)
        let head = try #require(try store?.auditHead())
        let path = try #require(store?.path)
        store = nil
        func change(_ sql: String) throws {
            try DatabaseQueue(path: path).write { try $0.execute(sql: sql) }
        }
        for sql in ["UPDATE audit SET text = 'x' WHERE sequence = 3", "DELETE FROM audit WHERE sequence = 5"] {
            #expect(throws: DatabaseError.self) { try change(sql) }
        }
        let whole = try Data(contentsOf: URL(filePath: path))
        func fault(_ sql: String) throws -> String? {
            try whole.write(to: URL(filePath: path))
            try change("DROP TRIGGER audit_is_kept; DROP TRIGGER audit_is_final;" + sql)
            return try open(files, .read).auditFault()
        }
        #expect(try fault("UPDATE audit SET text = 'x' WHERE sequence = 3") == "row 3 was changed after it was written")
        #expect(try fault("DELETE FROM audit WHERE sequence = 2") == "row 2 is not there; row 3 follows")
        #expect(try fault("UPDATE audit SET at = 60 WHERE sequence = 1") == "row 1 was changed after it was written")
        // Line breaks and what stands behind a zero byte are no way in.
        #expect(
            try fault("UPDATE audit SET text = text || char(10) WHERE sequence = 2")
                == "row 2 was changed after it was written")
        #expect(
            try fault("UPDATE audit SET text = text || char(0) || 'more' WHERE sequence = 2")
                == "row 2 was changed after it was written")
        #expect(
            try fault("DELETE FROM audit WHERE sequence > 3")
                == "the store's last instant has no row, or a later one has: rows were taken off the end")
        #expect(try fault("DELETE FROM audit") != nil)
        // A chain cannot know what was taken off its end; the hash that was noted elsewhere does.
        #expect(try fault("DELETE FROM audit WHERE sequence = 5") == nil)
        #expect(try open(files, .read).auditHolds(hash: head.hash) == false)
    }

    @Test("rows that cannot be are refused, and a check finds those that cannot be together")
    func constraints() throws {
        let files = try TemporaryFiles()
        var store: SQLiteStore? = try open(files)
        let path = try #require(store?.path)
        store = nil
        func change(_ sql: String) throws {
            try DatabaseQueue(path: path).write { try $0.execute(sql: sql) }
        }
        let bad = [
            "INSERT INTO alerts (check_name, subject, state, silent_count, reason) VALUES ('c', 's', 'firing', 0, '')",
            "INSERT INTO alerts (check_name, subject, state, silent_count, reason) VALUES ('c', 's', 'asleep', 0, '')",
            "INSERT INTO incidents (id, opened_at, occasion, state) VALUES ('short', 0, '2024-01-01', 'open')",
            "INSERT INTO incidents (id, opened_at, occasion, state) VALUES ('aaaaaaaaaaaaaaaa', 0, '2024-01-01', 'resolved')",
            "INSERT INTO incident_teams VALUES ('aaaaaaaaaaaaaaaa', 't', 'critical')",
            "INSERT INTO silences VALUES ('s', '{}', 'ann', 'r', 5, 4)",
            "INSERT INTO observations VALUES ('c', 's', '2024-01-01', 0, 'fine', 1, 1, 1, NULL)",
            "INSERT INTO model_versions VALUES (1, 'a', 'r', '2024-01-02', 0, '2023-01-03', '2023-12-29', 9, '{}', NULL, NULL)",
            "INSERT INTO promotions VALUES (1, '\(Digest.sha256("{}"))', '2024-01-02', 0, NULL, 'r')",
            "INSERT INTO audit VALUES (7, 0, 'k', '', '', '', '', '\(AuditRow.beginning)', '\(AuditRow.beginning)')",
        ]
        for sql in bad { #expect(throws: DatabaseError.self, "\(sql)") { try change(sql) } }
        try change(
            "INSERT INTO incidents (id, opened_at, occasion, state) VALUES ('aaaaaaaaaaaaaaaa', 0, '2024-01-01', 'open')"
        )
        let problems = try open(files, .read).problems()
        #expect(
            Array(problems.prefix(3)) == [
                "an incident is open, and nothing of it fires: aaaaaaaaaaaaaaaa",
                "an incident is not in the audit: aaaaaaaaaaaaaaaa",
                "the table incidents holds 1 row instead of 0",
            ])
        #expect(problems.last?.contains("the column incident_alerts holds nothing of aaaaaaaaaaaaaaaa") == true)
        // Naming the database is left to whoever tells these.
        #expect(!problems.contains { $0.contains(path) })
        try change("DROP TRIGGER audit_is_kept")
        #expect(try open(files, .read).problems().contains("a trigger that guards the audit is gone: audit_is_kept"))
    }

    @Test("the registry cannot be changed through the database, and a change behind its back is found")
    func registry() throws {
        let files = try TemporaryFiles()
        var store: SQLiteStore? = try open(files)
        let path = try #require(store?.path)
        let day = try #require(Day(iso: "2024-01-02"))
        let served = Digest.sha256("{}").description
        let version = RegisteredVersion(
            id: served, recipe: "r", refit: day, trainedAt: .init(timeIntervalSince1970: 0),
            training: .init(first: day, last: day, count: 1), gated: Digest.sha256("[]").description)
        let promotion = Promotion(
            version: served, from: day, at: .init(timeIntervalSince1970: 60), by: .schedule, reason: "r")
        var decision = Decision(at: promotion.at, isTick: true)
        decision.audit = [promotion.auditEntry, AuditEntry(at: promotion.at, kind: .tick, text: "t")]
        try store?.commit(
            decision, observations: [],
            registry: RegistryChange(
                versions: [.init(version, VersionArtifacts(served: "{}", gated: "[]"))], promotions: [promotion]),
            mode: .live)
        #expect(store?.problems() == [])
        store = nil
        func change(_ sql: String) throws {
            try DatabaseQueue(path: path).write { try $0.execute(sql: sql) }
        }
        let insertion = "INSERT INTO promotions VALUES"
        for sql in [
            "UPDATE model_versions SET artifact = '{} '", "DELETE FROM model_versions", "DELETE FROM promotions",
            "UPDATE promotions SET person = 'ann'", "\(insertion) (3, '\(served)', '2024-01-02', 0, NULL, 'r')",
            "\(insertion) (2, '\(served)', '2024-01-01', 0, NULL, 'r')",
            "\(insertion) (2, '\(served)', '2024-01-02', 0, '', 'r')",
            "\(insertion) (2, '\(served)', '2024-01-02', 0, NULL, '')",
        ] {
            #expect(throws: DatabaseError.self, "\(sql)") { try change(sql) }
        }
        func problems() throws -> [String] { try open(files, .read).problems() }
        #expect(try problems() == [])
        try change("\(insertion) (2, '\(served)', '2024-01-02', 60, 'ann', 'r')")
        #expect(try problems() == ["the table promotions holds 2 rows instead of 1"])
        try change("\(insertion) (3, '\(served)', '2024-01-02', 61, 'ann', 'r')")
        #expect(
            try problems() == [
                "a promotion is not in the audit: \(served) from 2024-01-02",
                "the table promotions holds 3 rows instead of 1",
            ])
        try change("DROP TRIGGER promotions_are_kept; DROP TRIGGER versions_are_final")
        try change("DELETE FROM promotions WHERE number = 3")
        try change("UPDATE model_versions SET gated_artifact = '[0]'")
        #expect(
            try problems() == [
                "a trigger that guards the registry of models is gone: versions_are_final",
                "a trigger that guards the registry of models is gone: promotions_are_kept",
                "an artifact is not the one that its digest names: \(served)",
                "rows of the table model_versions were changed by hand",
                "the table promotions holds 2 rows instead of 1",
            ])
    }

    // MARK: - Keeping it

    @Test("a backup is whole, overwrites nothing, and is a store itself")
    func backup() throws {
        let files = try TemporaryFiles()
        let copies = try TemporaryFiles()
        let store = try open(files)
        var decision = Decision(at: Date(timeIntervalSince1970: 60), isTick: true)
        decision.audit = [AuditEntry(at: Date(timeIntervalSince1970: 60), kind: .tick, text: "t")]
        try store.commit(decision, mode: .live)
        let copy = copies.directory.appending(path: SQLiteStore.fileName)
        try store.backUp(to: copy)
        #expect(throws: InputFailure.self) { try store.backUp(to: copy) }
        // Nothing that was there is touched, nothing is left over.
        _ = try copies.write("mine", as: "copy.sqlite.partial")
        try store.backUp(to: copies.directory.appending(path: "copy.sqlite"))
        let left = try FileManager.default.contentsOfDirectory(atPath: copies.directory.path).sorted()
        #expect(left == [SQLiteStore.fileName, "copy.sqlite", "copy.sqlite.partial"])
        let again = try SQLiteStore(directory: copies.directory, access: .read)
        #expect(try again.state().lastInstant == decision.at && again.problems() == [])
        #expect(try again.auditHead() == store.auditHead())
        try store.vacuum()
        #expect(store.problems() == [])
    }
}
