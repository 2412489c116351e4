import Core
import Foundation
import GRDB

/// The birth of a store, which a crash or a full disk may interrupt at any point.
extension SQLiteStore {
    /// Makes a whole store under another name, and gives it its own at the end: nobody ever finds half of one.
    ///
    /// The lock must be held.
    static func make(_ path: String, deployment: String) throws {
        let unfinished = "\(path).new"
        // An interrupted attempt leaves these behind.
        for file in files(unfinished) { unlink(file) }
        // A log of a database that is gone would be taken for one of the new database.
        for file in files(path).dropFirst() { unlink(file) }
        do {
            let database = try writable(unfinished)
            try database.write { try adopt($0, deployment: deployment) }
            Checkpoint.reached("store.written")
            try database.writeWithoutTransaction { try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
            try database.close()
            guard rename(unfinished, path) == 0 else {
                throw InputFailure(path: path, "cannot be made: \(String(cString: strerror(errno)))")
            }
            Checkpoint.reached("store.named")
        } catch {
            for file in files(unfinished) { unlink(file) }
            throw error
        }
        keepName(path)
    }

    /// The database, and what SQLite keeps beside it.
    private static func files(_ path: String) -> [String] { ["", "-wal", "-shm", "-journal"].map { path + $0 } }

    /// A power cut forgets a name that is not on the disk. Where that cannot be asked for, the system does it in time.
    private static func keepName(_ path: String) {
        let directory = open(URL(filePath: path).deletingLastPathComponent().path(percentEncoded: false), O_RDONLY)
        guard directory >= 0 else { return }
        fsync(directory)
        close(directory)
    }

    /// Writes down whose store it is.
    static func adopt(_ db: Database, deployment: String) throws {
        try db.execute(
            sql: "INSERT INTO deployment (id, name, clock) VALUES (1, ?, 'wall')", arguments: [deployment])
    }

    /// Tells if a database holds nothing but what the first moments of making a store leave behind.
    static func isUnmade(_ db: Database) throws -> Bool {
        let others = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master WHERE tbl_name <> 'grdb_migrations'")
        guard others == 0 else { return false }
        return try !db.tableExists("grdb_migrations")
            || Int.fetchOne(db, sql: "SELECT count(*) FROM grdb_migrations") == 0
    }

    static func noStore(in directory: URL) -> InputFailure {
        InputFailure(
            path: directory.path(percentEncoded: false),
            """
            there is no store here; this makes one, with the path of your policy: \
            \(PrintedCommand(store: directory.relativePath).text(["tick", "POLICY"]))
            """)
    }
}
