import Core
import Foundation
import Ingestion
import Statistics
import TestSupport
import Testing

@Suite("Files that are read again")
struct FollowedFileTests {
    let files: TemporaryFiles

    init() throws { files = try TemporaryFiles() }

    static let plan = [
        ColumnPlan(name: "x", type: .number), ColumnPlan(name: "s", type: .text), ColumnPlan(name: "late", type: .text),
        ColumnPlan(name: "id", type: .text, isIdentifier: true), ColumnPlan(name: "never", type: .integer),
    ]

    /// Everything that a reader of the table can see.
    struct Seen: Equatable {
        let header: [String]
        let columns: [String]
        let cells: [[UInt64]]
        let texts: [[String]]
        let invalid: [RowTexts]
        let malformed: RowTexts
        let lines: [Int]

        init(_ loaded: LoadedTable) {
            header = loaded.header
            columns = loaded.table.columns.map { "\($0.name) \($0.type)" }
            cells = loaded.table.columns.map { column in
                zip(column.values, column.states).map { $0.bitPattern ^ UInt64($1.rawValue) << 62 }
            }
            texts = loaded.table.columns.map(\.categories)
            invalid = loaded.table.columns.map(\.invalidTexts)
            malformed = loaded.malformed
            lines = (0..<loaded.table.rows).map(loaded.line(ofRow:))
        }
    }

    /// The result of reading: a table, or the reason why there is none.
    static func result(_ read: () throws -> LoadedTable) throws -> Result<Seen, InputFailure> {
        do { return .success(Seen(try read())) } catch let failure as InputFailure { return .failure(failure) }
    }

    func whole(_ path: String) throws -> LoadedTable {
        try LoadedTable(TabularFile(path: path, format: .init(path: path)), plan: Self.plan, workers: 1)
    }

    func follow(_ path: String, workers: Int = 1) throws -> FollowedFile {
        try FollowedFile(path: path, format: .init(path: path), plan: Self.plan, workers: workers)
    }

    /// Reads the file again and whole, and expects the same.
    @discardableResult
    func expectSame(_ known: FollowedFile, _ path: String, _ comment: Comment? = nil) throws -> FollowedFile? {
        var again: FollowedFile?
        let result = try Self.result {
            let read = try known.reread()
            again = read
            return read.loaded
        }
        #expect(try result == Self.result { try whole(path) }, comment)
        return again
    }

    @Test("a file that grew is the same as read whole, too, where a block has more rows than are read at once")
    func growsByShortRecords() throws {
        let path = try files.write(String(repeating: "{}\n", count: 600_000), as: "short.jsonl")
        var known = try follow(path)
        let file = try FileHandle(forWritingTo: URL(filePath: path))
        defer { try? file.close() }
        try file.seekToEnd()
        for record in ["{\"x\": 2, \"s\": \"b\"}\n", "{}\nnone\n", String(repeating: "{}\n", count: 300_000)] {
            try file.write(contentsOf: Data(record.utf8))
            known = try #require(try expectSame(known, path))
            #expect(known.keptRows > 0)
        }
    }

    // MARK: - Random files

    /// Records of some kilobytes: values, nulls, invalid cells, texts that come for the first time anywhere, newlines
    /// inside quotes, rows of another shape, blank lines.
    static func csv(seed: UInt64, bytes: Int) -> [String] {
        var random = SplitMix64(seed: seed)
        var records = ["x,s,late,id,pad\n"]
        var size = 0
        while size < bytes {
            let number = records.count
            let padding = String(repeating: "p", count: 4_000 + random.index(below: 20_000))
            let pad = random.uniform() < 0.3 ? "\"\(padding)\n,\"\"\n\"" : padding
            let x = ["\(random.normal())", "7", "", "\"1,5\"", "NA"][random.index(below: 5)]
            let s = ["a", "b", "\"two\nlines\"", "", "new \(number)"][random.index(below: 5)]
            var record = "\(x),\(s),\(number > 60 ? "late" : ""),row \(number),\(pad)\n"
            switch random.index(below: 12) {
            case 0: record = "\(x),\(padding)\n"
            case 1: record = "\(x),\(s),,\(number),\(pad),too many\n"
            case 2: record = "\n" + record
            default: break
            }
            records.append(record)
            size += record.utf8.count
        }
        return records
    }

    static func jsonLines(seed: UInt64, bytes: Int) -> [String] {
        var random = SplitMix64(seed: seed)
        var records: [String] = []
        var size = 0
        while size < bytes {
            let number = records.count
            let padding = String(repeating: "p", count: 4_000 + random.index(below: 20_000))
            let x = ["\(random.normal())", "7", "null", "\"1.5\""][random.index(below: 4)]
            let late = number > 60 ? ", \"late\": \"l \(number)\", \"unasked \(number / 10)\": 1" : ""
            let s = ["a", "b", "new \(number)"][random.index(below: 3)]
            var record = "{\"x\": \(x), \"s\": \"\(s)\", \"id\": \"\(number)\", \"pad\": \"\(padding)\"\(late)}\n"
            switch random.index(below: 12) {
            case 0: record = "{\"x\": 1, \(padding)\n"
            case 1: record = "\n" + record
            default: break
            }
            records.append(record)
            size += record.utf8.count
        }
        return records
    }

    static let growing: [(name: String, records: [String])] = (1...2).flatMap { seed in
        [
            ("data.csv", csv(seed: UInt64(seed), bytes: 2_200_000)),
            ("data.jsonl", jsonLines(seed: UInt64(seed), bytes: 2_200_000)),
        ]
    }

    @Test("a file that grows record by record is the same as read whole, and its beginning is kept", arguments: 0..<2)
    func growsByRecords(_ index: Int) throws {
        let (name, records) = Self.growing[index]
        let start = records.count * 2 / 5
        let path = try files.write(records[..<start].joined(), as: name)
        var known = try follow(path, workers: 1 + index)
        let file = try FileHandle(forWritingTo: URL(filePath: path))
        defer { try? file.close() }
        try file.seekToEnd()
        for (number, record) in records.enumerated().dropFirst(start) {
            try file.write(contentsOf: Data(record.utf8))
            known = try #require(try expectSame(known, path, "record \(number)"))
        }
        #expect(known.keptRows * 2 > known.loaded.table.rows)
        // Nothing is new.
        #expect(try #require(try expectSame(known, path)).keptRows == known.keptRows)
    }

    @Test("a file that was cut at any record and is whole now is the same as read whole", arguments: 2..<4)
    func growsFromRecords(_ index: Int) throws {
        let (name, records) = Self.growing[index]
        for count in stride(from: 1, to: records.count, by: 4) {
            let path = try files.write(records[..<count].joined(), as: name)
            let known = try follow(path)
            try files.rewrite(records.joined(), as: name)
            try expectSame(known, path, "after \(count) records")
        }
    }

    @Test("a file that was cut inside a record, or inside quotes, is the same as read whole", arguments: 0..<4)
    func growsByBytes(_ index: Int) throws {
        let (name, records) = Self.growing[index]
        let bytes = Data(records.joined().utf8)
        var random = SplitMix64(seed: UInt64(index))
        var cut = records[..<(records.count * 3 / 5)].joined().utf8.count
        var known = try follow(try files.write(bytes[..<cut], as: name))
        while cut < bytes.count {
            cut = min(bytes.count, cut + random.index(below: 40_000))
            let path = try files.write(bytes[..<cut], as: name)
            // While it cannot be read, what was read before is kept.
            known = try expectSame(known, path, "\(cut) bytes") ?? known
        }
        #expect(known.keptRows > 0)
    }

    // MARK: - Files that did not only grow

    static let base = csv(seed: 5, bytes: 2_400_000)

    @Test("an earlier value that was changed where a row was appended is noticed")
    func revised() throws {
        let rest = Self.base.dropFirst().joined()
        let path = try files.write("x,s,late,id,pad\n1,a,,0,\n" + rest)
        let known = try follow(path)
        #expect(known.loaded.table["x"]?.values.first == 1)
        // The same file, longer, and as long up to every old row: only the content tells.
        try files.rewrite("x,s,late,id,pad\n9,a,,0,\n" + rest + "2,a,,2,\n")
        let again = try #require(try expectSame(known, path))
        #expect(again.keptRows == 0 && again.loaded.table["x"]?.values.first == 9)
    }

    @Test("a value near the end that was changed where a row was appended is read again")
    func revisedAtTheEnd() throws {
        let text = Self.base.joined()
        let path = try files.write(text + "1,a,,1,\n")
        let known = try follow(path)
        try files.rewrite(text + "3,a,,1,\n2,a,,2,\n")
        let again = try #require(try expectSame(known, path))
        #expect(again.keptRows > 0 && again.loaded.table["x"]?.values.suffix(2) == [3, 2])
    }

    @Test("a file that was truncated, and one that grew again with other rows, are read whole")
    func truncated() throws {
        let path = try files.write(Self.base.joined())
        let known = try follow(path)
        for count in [1, 2, Self.base.count / 3, Self.base.count / 2, Self.base.count - 1] {
            try files.rewrite(Self.base[..<count].joined())
            let shorter = try #require(try expectSame(known, path, "\(count) records"))
            try files.rewrite((Self.base[..<count] + Self.csv(seed: 6, bytes: 2_000_000).dropFirst()).joined())
            try expectSame(known, path, "\(count) records, and others")
            try expectSame(shorter, path, "\(count) records, then others")
        }
    }

    @Test("a header that was changed is noticed")
    func header() throws {
        let rest = Self.base.dropFirst().joined()
        let path = try files.write("x,s,late,id,pad\n" + rest)
        let known = try follow(path)
        try files.rewrite("x,s,gone,id,pad\n" + rest + "1,a,,1,\n")
        let again = try #require(try expectSame(known, path))
        #expect(again.keptRows == 0 && again.loaded.table["late"] == nil)
    }

    @Test("a failure is told as if the file were read whole")
    func failure() throws {
        let text = Self.base.joined()
        let path = try files.write(text)
        let known = try follow(path)
        try files.rewrite(text + "1,\"never closed\n2,a,,2,\n")
        #expect(try expectSame(known, path) == nil)
        try FileManager.default.removeItem(atPath: path)
        #expect(throws: InputFailure.self) { try known.reread() }
    }

    @Test("a gzip file that grew, and one that took the place of a plain one, are the same as read whole")
    func gzip() throws {
        func zipped(_ text: String) throws -> Data {
            let plain = try files.write(text, as: "plain.csv")
            let process = Process()
            process.executableURL = URL(filePath: "/bin/gzip")
            process.arguments = ["-kf1", plain]
            try process.run()
            process.waitUntilExit()
            return try Data(contentsOf: URL(filePath: plain + ".gz"))
        }
        let text = Self.base.joined()
        let path = try files.write(text)
        let known = try follow(path)
        _ = try files.write(try zipped(text), as: "data.csv")
        let replaced = try #require(try expectSame(known, path))
        _ = try files.write(try zipped(text) + zipped("1,a,,1,\n"), as: "data.csv")
        let grown = try #require(try expectSame(replaced, path))
        #expect(grown.loaded.table.rows == known.loaded.table.rows + 1)
    }

    @Test("of very many invalid cells and malformed rows the same texts are kept as of a file read whole")
    func limits() throws {
        let rows = String(repeating: "oops,a,,1,\n1\n", count: 170_000)
        let path = try files.write("x,s,late,id,pad\n" + rows)
        let known = try follow(path)
        try files.rewrite("x,s,late,id,pad\n" + rows + rows)
        #expect(try #require(try expectSame(known, path)).keptRows > 0)
    }
}

extension TemporaryFiles {
    /// Writes into the file that is there, as a program does that keeps it open.
    fileprivate func rewrite(_ text: String, as name: String = "data.csv") throws {
        let file = try FileHandle(forWritingTo: directory.appending(path: name))
        defer { try? file.close() }
        try file.truncate(atOffset: 0)
        try file.write(contentsOf: Data(text.utf8))
    }
}
