package import Alerting
package import Core
package import Foundation
import GRDB
package import Lifecycle
package import Storage

/// A store in one SQLite database: a commit survives the end of the process, and a power cut.
package final class SQLiteStore: MonitorStore {
    package enum Access: Sendable { case read, write }

    package static let fileName = "bellwether.sqlite"
    /// By how much the clock may lie behind the store before somebody has to look: clocks are set right in steps.
    package static let clockTolerance: TimeInterval = 600
    /// The wait for another process that writes: longer than a tick takes.
    package static let patience = Duration.seconds(10)

    package let deployment: String
    package let path: String
    let database: any DatabaseWriter
    private let lock: StoreLock?

    /// Opens the store of a directory.
    /// - Parameters:
    ///   - deployment: the owner; a store is made for it when there is none. nil accepts any owner.
    ///   - access: `write` keeps other processes from writing until this store is gone.
    ///   - patience: how long to wait for another process that writes.
    ///   - isTemporary: whether nobody needs the store after this process, so that no commit waits for the disk.
    ///   - isTrusted: false to look for its faults: a database that has lost tables or rows is opened, too.
    /// - Throws: ``StoreError`` when it stays in use, is another deployment's or of a newer version; ``InputFailure``
    ///   when it cannot be read or made.
    package init(
        directory: URL, deployment: String? = nil, access: Access, patience: Duration = SQLiteStore.patience,
        isTemporary: Bool = false, isTrusted: Bool = true
    ) throws {
        let url = directory.appending(path: SQLiteStore.fileName)
        let path = url.path(percentEncoded: false)
        guard FileManager.default.fileExists(atPath: path) || deployment != nil else {
            throw SQLiteStore.noStore(in: directory)
        }
        try RegularFile.require(path, expected: "a store of Bellwether")
        if access == .write {
            do {
                try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
            } catch {
                let path = directory.path(percentEncoded: false)
                // Foundation does not say why; the system does.
                let why = mkdir(path, 0o755) == 0 ? "" : ": \(String(cString: strerror(errno)))"
                throw InputFailure(path: path, "no directory can be made here\(why)")
            }
        }
        lock = access == .write ? try StoreLock(directory: directory, patience: patience) : nil
        self.path = path
        database = try SQLiteStore.failing(path) {
            // Under the lock, another process may have made it meanwhile.
            guard FileManager.default.fileExists(atPath: path) else {
                guard let deployment, access == .write else { throw SQLiteStore.noStore(in: directory) }
                try SQLiteStore.make(path, deployment: deployment)
                return try SQLiteStore.writable(path)
            }
            // Opening to write changes the file, also one of another program.
            let readable = try SQLiteStore.readable(path)
            let isCurrent = try SQLiteStore.isCurrent(readable, path)
            switch access {
            case .write:
                try readable.close()
                return try SQLiteStore.writable(path)
            case .read:
                // The birth of the store was interrupted before there was anything.
                guard try !readable.read(SQLiteStore.isUnmade) else { throw SQLiteStore.noStore(in: directory) }
                return isCurrent ? readable : try SQLiteStore.migratedCopy(of: readable)
            }
        }
        if isTemporary {
            try SQLiteStore.failing(path) { [database] in
                try database.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = OFF") }
            }
        }
        self.deployment = try SQLiteStore.failing(path) { [database] in
            if isTrusted { try database.read { try RowTotals.requireTables($0) } }
            return try SQLiteStore.owner(
                of: database, wanted: deployment, access, directory: directory, isTrusted: isTrusted)
        }
    }

    /// The mark of a database that is a store.
    static let applicationID = 0x42_57_54_48

    /// Tells if a store has all migrations. A database that is something else, or of a newer version, is refused.
    private static func isCurrent(_ database: DatabaseQueue, _ path: String) throws -> Bool {
        let (id, isUnmade, isCurrent, isNewer) = try database.read { db in
            (
                try Int.fetchOne(db, sql: "PRAGMA application_id"), try SQLiteStore.isUnmade(db),
                try Migrations.migrator.hasCompletedMigrations(db), try Migrations.migrator.hasBeenSuperseded(db)
            )
        }
        guard id == applicationID || id == 0 && isUnmade else {
            throw InputFailure(path: path, "is no store of Bellwether")
        }
        guard !isNewer else { throw StoreError.newerVersion(path: path) }
        return isCurrent
    }

    static var reading: Configuration {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.prepareDatabase { $0.add(function: RowTotals.function) }
        configuration.busyMode = .timeout(5)
        return configuration
    }

    /// Readers of a pool never wait for a commit.
    static func writable(_ path: String) throws -> DatabasePool {
        var configuration = Configuration()
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { db in
            db.add(function: RowTotals.function)
            // Copying the log into the database at every 4 MB costs more than a log of 16 MB does.
            try db.execute(sql: "PRAGMA wal_autocheckpoint = 4000")
            // Pages that a tick touches stay in memory until the next: 16 MB instead of 2.
            try db.execute(sql: "PRAGMA cache_size = -16000")
        }
        let database = try DatabasePool(path: path, configuration: configuration)
        // A commit returns when it is on the disk. Opening a pool sets this to NORMAL, so it is set afterwards.
        try database.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
        try Migrations.migrator.migrate(database)
        try database.writeWithoutTransaction { try RowTotals.follow($0) }
        return database
    }

    /// Reading does not change the file, so the store of an older version is brought up to date in memory.
    private static func migratedCopy(of database: DatabaseQueue) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.prepareDatabase { $0.add(function: RowTotals.function) }
        let copy = try DatabaseQueue(configuration: configuration)
        try database.backup(to: copy)
        try Migrations.migrator.migrate(copy)
        return copy
    }

    /// The setting of SQLite for the disk; 2, FULL, means that a commit returns when it is there.
    package func synchronousSetting() throws -> Int? {
        try SQLiteStore.failing(path) {
            try database.writeWithoutTransaction { try Int.fetchOne($0, sql: "PRAGMA synchronous") }
        }
    }

    private static func owner(
        of database: any DatabaseWriter, wanted deployment: String?, _ access: Access, directory: URL,
        isTrusted: Bool
    ) throws -> String {
        let known = try database.read { try String.fetchOne($0, sql: "SELECT name FROM deployment") }
        if let known {
            guard deployment == nil || deployment == known else {
                let path = directory.appending(path: fileName).path(percentEncoded: false)
                throw StoreError.otherDeployment(path: path, owner: known, wanted: deployment ?? "")
            }
            return known
        }
        if !isTrusted { return deployment ?? "unknown" }
        // The birth of the store was interrupted; the next tick ends it.
        guard let deployment, access == .write else {
            throw noStore(in: directory)
        }
        try database.write { try adopt($0, deployment: deployment) }
        return deployment
    }

    // MARK: - Access

    func read<Value>(_ work: (Database) throws -> Value) throws -> Value {
        try SQLiteStore.failing(path) { try database.read(work) }
    }

    func write<Value>(_ work: (Database) throws -> Value) throws -> Value {
        // It is held already, unless it was released.
        try lock?.acquire()
        defer { lock?.release() }
        return try SQLiteStore.failing(path) { try database.write(work) }
    }

    /// Lets other processes write until ``acquireLock()``; each transaction takes the lock for itself meanwhile.
    package func releaseLock() { lock?.release() }

    /// - Throws: ``StoreError`` while another process writes.
    package func acquireLock() throws { try lock?.acquire() }

    /// Adds the path of the file to what the database reports.
    static func failing<Value>(_ path: String, _ work: () throws -> Value) throws -> Value {
        do { return try work() } catch let error as DatabaseError {
            switch error.resultCode {
            case .SQLITE_FULL: throw InputFailure(path: path, "cannot be written: the disk is full")
            case .SQLITE_READONLY, .SQLITE_PERM: throw InputFailure(path: path, "cannot be written: it is read-only")
            case .SQLITE_NOTADB: throw InputFailure(path: path, "is no database")
            case .SQLITE_CORRUPT: throw InputFailure(path: path, "is damaged; restore a backup of it")
            case .SQLITE_CANTOPEN:
                throw InputFailure(path: path, "cannot be opened")
            case .SQLITE_IOERR:
                throw InputFailure(path: path, "cannot be read or written: \(error.message ?? "input or output fails")")
            case .SQLITE_BUSY, .SQLITE_LOCKED: throw StoreError.busy(path: path)
            // The statements are tested on whole stores: what they contradict is what somebody has changed.
            case .SQLITE_CONSTRAINT, .SQLITE_MISMATCH:
                throw damaged(path, error.message ?? "rows contradict each other")
            case .SQLITE_ERROR where isAboutTables(error): throw damaged(path, error.message ?? "")
            default: throw error
            }
        } catch let row as DamagedRow {
            throw damaged(path, "\(row)")
        } catch let table as DamagedTable {
            throw damaged(path, "\(table)")
        } catch is RowDecodingError {
            throw damaged(path, "a cell holds what it cannot")
        } catch let fault as ModelRegistry.Fault {
            throw damaged(path, "\(fault)")
        }
    }

    private static func damaged(_ path: String, _ fault: String) -> InputFailure {
        InputFailure(path: path, "this store is damaged: \(fault); restore a backup of it")
    }

    /// True for an error about a table, a column or a constraint that is not there, or is there twice.
    private static func isAboutTables(_ error: DatabaseError) -> Bool {
        let message = error.message ?? ""
        return [
            "no such ", "has no column", "already exists", "duplicate column", "malformed", "ON CONFLICT clause",
            "foreign key mismatch",
        ].contains { message.contains($0) }
    }

    // MARK: - The store

    package func revision() throws -> Int { try read { try SQLiteStore.revision($0) } }

    private static func revision(_ db: Database) throws -> Int {
        try Row.fetchOne(try db.cachedStatement(sql: "SELECT revision FROM deployment"))?.count("revision") ?? 0
    }

    /// Counts a change, before anything of it is written.
    static func advance(from expected: Int?, _ db: Database) throws {
        try StoreError.check(revision: try revision(db), expected: expected)
        try db.cachedStatement(sql: "UPDATE deployment SET revision = revision + 1").execute()
    }

    package func state() throws -> AlertingState {
        try read { db in
            let last = try SQLiteStore.lastInstant(db)
            let (policyDigest, clockCorrections) = try SQLiteStore.beginnings(db)
            let state = AlertingState(
                revision: try SQLiteStore.revision(db), lastInstant: last,
                alerts: Dictionary(try AlertRows.all(db).map { ($0.key, $0) }) { first, _ in first },
                incidents: try IncidentRows.unresolved(db),
                silences: try SilenceRows.all(db).filter { silence in last.map { silence.end > $0 } ?? true },
                policyDigest: policyDigest, clockCorrections: clockCorrections)
            try SQLiteStore.requireAgreement(of: state)
            return state
        }
    }

    private static func beginnings(_ db: Database) throws -> (policyDigest: String?, clockCorrections: Int) {
        let row = try Row.fetchOne(
            try db.cachedStatement(sql: "SELECT policy_digest, clock_corrections FROM deployment"))
        return (try row?.optional("policy_digest"), try row?.count("clock_corrections") ?? 0)
    }

    /// Alerts fire in incidents that know them.
    private static func requireAgreement(of state: AlertingState) throws {
        let firing = Set(
            state.alerts.values.compactMap { alert in alert.firing.map { "\($0.incident) \(alert.key)" } })
        let members = Set(
            state.incidents.flatMap { incident in incident.firing.map { "\(incident.id) \($0.key)" } })
        if let alert = firing.subtracting(members).min() {
            throw DamagedTable("an alert fires in an incident that does not know it: \(alert)")
        }
    }

    package func policySettings() throws -> PolicySettings? {
        try read { db in
            let row = try Row.fetchOne(
                db, sql: "SELECT policy_settings FROM deployment WHERE policy_settings IS NOT NULL")
            return try row.map { PolicySettings(values: try $0.json("policy_settings")) }
        }
    }

    package func clock() throws -> TickClock {
        try read { db in
            try Row.fetchOne(db, sql: "SELECT clock FROM deployment")?.choice("clock") ?? .wall
        }
    }

    package func policyPath() throws -> String? {
        try read { try String.fetchOne($0, sql: "SELECT policy FROM deployment WHERE policy IS NOT NULL") }
    }

    package func setPolicyPath(_ path: String) throws {
        try write { try $0.execute(sql: "UPDATE deployment SET policy = ?", arguments: [path]) }
    }

    static func lastInstant(_ db: Database) throws -> Date? {
        try Row.fetchOne(try db.cachedStatement(sql: "SELECT last_instant FROM deployment"))?
            .optionalInstant("last_instant")
    }

    package func commit(
        _ decision: Decision, observations: [Observation], registry: RegistryChange, mode: TickMode
    ) throws {
        try write { db in
            Checkpoint.reached("commit.begun")
            if decision.isTick { try StoreError.check(decision.at, after: try SQLiteStore.lastInstant(db)) }
            try SQLiteStore.advance(from: decision.revision, db)
            if decision.isTick {
                try db.cachedStatement(sql: "UPDATE deployment SET last_instant = ?, clock = ?")
                    .execute(arguments: [decision.at.stored, mode.clock.rawValue])
            }
            try RegistryRows.write(registry, db)
            try SQLiteStore.write(decision, messages: mode.messages, db)
            for observation in observations { try ObservationRows.write(observation, db) }
            Checkpoint.reached("commit.written")
        }
        Checkpoint.reached("commit.done")
    }

    static func write(_ decision: Decision, messages: OutboxState, _ db: Database) throws {
        for incident in decision.incidents { try IncidentRows.write(incident, db) }
        for alert in decision.alerts { try AlertRows.write(alert, db) }
        for silence in decision.silences { try SilenceRows.write(silence, db) }
        Checkpoint.reached("commit.state")
        if let policy = decision.policy {
            try db.execute(
                sql: "UPDATE deployment SET policy_digest = ?, policy_settings = ?",
                arguments: [policy.digest, policy.text])
        }
        try MessageRows.write(decision.messages, as: messages, db)
        Checkpoint.reached("commit.messages")
        try AuditRows.append(decision.audit, db)
    }

    package func commit(_ change: DeliveryChange) throws {
        try write { db in
            try SQLiteStore.advance(from: change.decision?.revision, db)
            for item in change.items { try MessageRows.update(item, db) }
            if let held = change.held { try MessageRows.hold(held.channel, until: held.until, db) }
            if let receipt = change.receipt { try MessageRows.write(receipt: receipt.text, receipt.message, db) }
            if let destination = change.destination { try MessageRows.write(destination, db) }
            if let decision = change.decision { try SQLiteStore.write(decision, messages: .pending, db) }
        }
    }
}

extension Date {
    /// Whole seconds since 1970.
    var stored: Int64 { Int64(timeIntervalSince1970.rounded(.down)) }

    init(stored: Int64) { self.init(timeIntervalSince1970: Double(stored)) }
}
