import Core
import Foundation
import GRDB
import Storage
import Store
import TestSupport
import Testing

@Suite("The birth of a store, and who waits for it")
struct StoreBirthTests {
    private let files: TemporaryFiles
    private var database: String { files.directory.appending(path: SQLiteStore.fileName).path }

    init() throws { files = try TemporaryFiles() }

    private func open(_ access: SQLiteStore.Access = .write, patience: Duration = .zero) throws -> SQLiteStore {
        try SQLiteStore(
            directory: files.directory, deployment: access == .write ? "d" : nil, access: access, patience: patience)
    }

    /// States that earlier versions leave behind when they are killed while they make a store.
    enum Husk: CaseIterable {
        case empty, logged, begun, half

        func make(_ path: String) throws {
            guard self != .empty else { return try Data().write(to: URL(filePath: path)) }
            let database = try DatabaseQueue(path: path)
            try database.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA journal_mode = WAL")
                if self == .begun || self == .half {
                    try db.execute(sql: "CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY)")
                }
            }
            try database.close()
            if self == .half { try Data("leftover".utf8).write(to: URL(filePath: "\(path).new")) }
        }
    }

    @Test(
        "one that was interrupted is ended by the next who writes, and is no store to readers", arguments: Husk.allCases
    )
    func husks(_ husk: Husk) throws {
        try husk.make(database)
        let nothing = #expect(throws: InputFailure.self) { try open(.read) }
        #expect(nothing?.message.contains("there is no store here") == true)
        var store: SQLiteStore? = try open()
        #expect(store?.deployment == "d" && store?.problems() == [])
        store = nil
        #expect(try open(.read).deployment == "d")
    }

    @Test("an unfinished one under its other name is no obstacle, and is gone afterwards")
    func unfinished() throws {
        for suffix in ["", "-wal", "-shm", "-journal"] {
            try Data("half of a store".utf8).write(to: URL(filePath: "\(database).new\(suffix)"))
        }
        #expect(try open().problems() == [])
        let left = try FileManager.default.contentsOfDirectory(atPath: files.directory.path)
        #expect(!left.contains { $0.contains(".new") })
    }

    @Test("a database of another program stays as it is, also where it has one table")
    func foreign() throws {
        try DatabaseQueue(path: database).write { try $0.execute(sql: "CREATE TABLE t (x)") }
        let refusal = #expect(throws: InputFailure.self) { try open() }
        #expect(refusal?.message == "is no store of Bellwether")
    }

    @Test("who writes waits for another who writes, for as long as is said")
    func waits() async throws {
        let first = try open()
        let start = ContinuousClock.now
        #expect(throws: StoreError.self) { try open(patience: .milliseconds(300)) }
        #expect(ContinuousClock.now - start >= .milliseconds(300))
        let second = Task.detached { try open(patience: .seconds(30)).deployment }
        try await Task.sleep(for: .milliseconds(300))
        first.releaseLock()
        #expect(try await second.value == "d")
    }

    @Test("links and pipes in the place of its files are refused at once, and what a link names stays as it is")
    func links() throws {
        let victim = try files.write("precious", as: "victim")
        let lock = files.directory.appending(path: "lock").path
        try FileManager.default.createSymbolicLink(atPath: lock, withDestinationPath: victim)
        let refusal = #expect(throws: InputFailure.self) { try open() }
        #expect(refusal?.message.contains("it is a link") == true)
        #expect(try String(contentsOfFile: victim, encoding: .utf8) == "precious")
        try FileManager.default.removeItem(atPath: lock)
        #expect(mkfifo(database, 0o600) == 0)
        for access in [SQLiteStore.Access.read, .write] {
            let pipe = #expect(throws: InputFailure.self) { try open(access) }
            #expect(pipe?.message.contains("is no regular file") == true)
        }
    }
}
