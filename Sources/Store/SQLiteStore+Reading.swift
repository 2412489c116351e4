import Core
import Foundation
import GRDB
import Storage

/// A database that nothing is written to.
extension SQLiteStore {
    private static let copyAttempts = 5

    /// Opens a database to read it, also where its directory cannot be written to.
    ///
    /// SQLite keeps a file beside a database that others may write, readers too. Where it cannot, a copy is read.
    static func readable(_ path: String) throws -> DatabaseQueue {
        do {
            let database = try DatabaseQueue(path: path, configuration: reading)
            _ = try database.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM sqlite_master") }
            return database
        } catch let error as DatabaseError
            where [.SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM].contains(error.resultCode)
        {
            return try copy(of: path)
        }
    }

    /// The database and its log as of one moment, in memory.
    private static func copy(of path: String) throws -> DatabaseQueue {
        let directory = FileManager.default.temporaryDirectory.appending(path: "bellwether-read-\(UUID().uuidString)")
        let copied = directory.appending(path: fileName).path(percentEncoded: false)
        defer { remove(directory) }
        for _ in 0..<copyAttempts {
            do {
                try FileManager.default.createDirectory(
                    at: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
                let before = Moment(path)
                for suffix in ["", "-wal"] where FileManager.default.fileExists(atPath: path + suffix) {
                    try FileManager.default.copyItem(atPath: path + suffix, toPath: copied + suffix)
                }
                guard before == Moment(path) else {
                    remove(directory)
                    continue
                }
            } catch {
                throw InputFailure(path: path, "cannot be read: \(error.localizedDescription)")
            }
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: copied)
            let whole = try DatabaseQueue(path: copied)
            let memory = try DatabaseQueue()
            try whole.backup(to: memory)
            try whole.close()
            return memory
        }
        throw StoreError.busy(path: path)
    }

    /// A temporary directory that stays is the system's to clean.
    private static func remove(_ directory: URL) {
        do { try FileManager.default.removeItem(at: directory) } catch {}
    }

    /// Tells whether a database was written to in between.
    private struct Moment: Equatable {
        private let times: [[Int]]

        init(_ path: String) {
            times = ["", "-wal"].map { suffix in
                var status = stat()
                guard stat(path + suffix, &status) == 0 else { return [] }
                return [Int(status.st_size), status.st_mtim.tv_sec, status.st_mtim.tv_nsec]
            }
        }
    }
}
