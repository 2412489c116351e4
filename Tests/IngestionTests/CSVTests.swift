import Core
import Foundation
import Ingestion
import TestSupport
import Testing

@Suite("CSV files")
struct CSVTests {
    let files: TemporaryFiles

    init() throws { files = try TemporaryFiles() }

    static let plan = [
        ColumnPlan(name: "a", type: .number, nulls: SourceSettings.defaultNulls),
        ColumnPlan(name: "b", type: .text, nulls: SourceSettings.defaultNulls),
    ]

    func load(_ text: String, plan: [ColumnPlan] = plan, workers: Int = 1) throws -> LoadedTable {
        try LoadedTable(TabularFile(path: try files.write(text), format: .csv), plan: plan, workers: workers)
    }

    func cells(_ table: Table, _ name: String) -> [String] {
        table[name].map { column in (0..<table.rows).map(column.text) } ?? []
    }

    @Test(
        "quotes, doubled quotes, embedded newlines and commas, CRLF, a byte order mark and a missing final newline are read",
        arguments: [
            "a,b\n1,x\n2,y\n", "a,b\r\n1,x\r\n2,y\r\n", "\u{FEFF}a,b\n1,x\n2,y", "\"a\",\"b\"\n\"1\",\"x\"\n2,\"y\"",
            "a,b\n\n1,x\n\r\n2,y\n\n",
        ])
    func spellings(text: String) throws {
        let loaded = try load(text)
        #expect(loaded.header == ["a", "b"])
        #expect(cells(loaded.table, "a") == ["1", "2"])
        #expect(cells(loaded.table, "b") == ["x", "y"])
        #expect(loaded.malformed.isEmpty)
    }

    @Test("a quoted cell keeps its commas, newlines and quotes, and lines are counted through them")
    func quoted() throws {
        let loaded = try load("a,b\n1,\"x, \"\"y\"\"\nz\"\n\n2,w\n")
        #expect(cells(loaded.table, "b") == ["x, \"y\"\nz", "w"])
        #expect(loaded.line(ofRow: 0) == 2)
        #expect(loaded.line(ofRow: 1) == 5)
    }

    @Test("a quote inside an unquoted cell is text, and text behind a closing quote makes the cell invalid")
    func strayQuotes() throws {
        let loaded = try load("a,b\n1,5\" pipe\n2,\"x\"y\n3,z\n")
        #expect(cells(loaded.table, "b") == ["5\" pipe", "\"x\"y", "z"])
        #expect(loaded.table["b"]?.states == [.value, .invalid, .value])
    }

    @Test("nulls are the texts that mean null, and nothing else is")
    func nulls() throws {
        let loaded = try load("a,b\n,\nNA,NA\nNaN,NaN\nnull,null\n0,0\n\"\",\"\"\nna,-\n")
        #expect(loaded.table["a"]?.states == [.null, .null, .null, .null, .value, .null, .invalid])
        #expect(loaded.table["b"]?.states == [.null, .null, .null, .null, .value, .null, .value])
    }

    @Test("a configured list of nulls replaces the usual one")
    func configuredNulls() throws {
        let plan = [ColumnPlan(name: "a", type: .number, nulls: ["-"])]
        let loaded = try load("a,b\n-,1\n,1\nNA,1\n2,1\n", plan: plan)
        #expect(loaded.table["a"]?.states == [.null, .invalid, .invalid, .value])
    }

    @Test("a number is a decimal number that a double can hold, to the last bit")
    func numbers() throws {
        let good = [
            "0", "-0.5", "+3", ".5", "5.", "1e3", "1E-3", "123456789012345678", "0.1", "2.2250738585072014e-308",
            "9007199254740993", "1234.5678", "-271828.1828459045", "00012.50",
        ]
        let bad = [
            "0x1p3", "nan", "inf", "-inf", "1e400", "1,5", "1 000", " 1", "1 ", "--1", "1e", "e5", ".", "-", "١",
        ]
        let loaded = try load("a,b\n" + (good + bad).map { "\"\($0)\",x\n" }.joined())
        let column = try #require(loaded.table["a"])
        for (row, text) in good.enumerated() {
            #expect(column.states[row] == .value && column.values[row] == Double(text), "\(text)")
        }
        for (row, text) in bad.enumerated() {
            #expect(column.states[good.count + row] == .invalid, "\(text)")
            #expect(column.text(good.count + row) == text)
        }
        // The same without quotes, where the fast path reads.
        let plain = try load("a,b\n" + good.map { "\($0),x\n" }.joined())
        #expect(plain.table["a"]?.values == good.map { Double($0) ?? .nan })
    }

    @Test("integers, dates, timestamps and booleans are exactly that")
    func otherTypes() throws {
        let plan = [("i", ColumnType.integer), ("d", .date), ("t", .timestamp), ("f", .boolean)]
            .map { ColumnPlan(name: $0.0, type: $0.1, nulls: [""]) }
        let loaded = try load(
            "i,d,t,f\n12,2020-02-29,2020-02-29T00:00:00Z,true\n1.0,2021-02-29,2020-02-29 10:00:00+01:00,FALSE\n1e3,2020-2-9,2020-02-30T00:00:00Z,1\n",
            plan: plan)
        #expect(loaded.table["i"]?.states == [.value, .invalid, .invalid])
        #expect(loaded.table["d"]?.states == [.value, .invalid, .invalid])
        #expect(loaded.table["t"]?.states == [.value, .value, .invalid])
        #expect(loaded.table["f"]?.states == [.value, .value, .invalid])
        #expect(loaded.table["t"]?.text(1) == "2020-02-29T09:00:00Z")
    }

    @Test("a row with too few or too many fields is reported with its line, and its missing cells are invalid")
    func ragged() throws {
        let loaded = try load("a,b\n1,x\n2\n3,y,z\n4,w\n")
        #expect(loaded.malformed == [1: "1 field where the header has 2", 2: "3 fields where the header has 2"])
        #expect(loaded.table["b"]?.states == [.value, .invalid, .value, .value])
        #expect(loaded.table.rows == 4)
    }

    @Test("the last cell of a file that was cut in a row is invalid, with a final newline it is what it says")
    func cut() throws {
        let plan = Self.plan + [ColumnPlan(name: "c", type: .number, nulls: [""])]
        #expect(try load("a,b,c\n1,x,2\n14,te", plan: plan).table["b"]?.states == [.value, .invalid])
        #expect(try load("a,b,c\n1,x,2\n14,", plan: plan).table["b"]?.states == [.value, .invalid])
        #expect(try load("a,b,c\n1,x,2\n14,te\n", plan: plan).table["b"]?.states == [.value, .value])
        #expect(try load("a,b,c\n1,x,2\n14,te,5", plan: plan).table["c"]?.states == [.value, .value])
    }

    @Test("a file of rows far shorter than its header is read, not overrun", arguments: [1, 2])
    func shortRows(workers: Int) throws {
        let loaded = try load("a,b,c,d\n" + String(repeating: "1\n", count: 700_000), workers: workers)
        #expect(loaded.table.rows == 700_000 && loaded.table["a"]?.states.allSatisfy { $0 == .value } == true)
        #expect(loaded.table["b"]?.states.allSatisfy { $0 == .invalid } == true)
        let path = try files.write(String(repeating: "x\n", count: 700_000), as: "short.jsonl")
        let lines = try LoadedTable(TabularFile(path: path, format: .jsonLines), plan: Self.plan, workers: workers)
        #expect(lines.table.rows == 700_000)
    }

    @Test("a number or a time can stand for a null")
    func sentinels() throws {
        let plan = [
            ColumnPlan(name: "a", type: .number, nulls: ["-999"]),
            ColumnPlan(name: "b", type: .timestamp, nulls: ["1970-01-01T00:00:00Z"]),
        ]
        let loaded = try load("a,b\n-999,1970-01-01T00:00:00Z\n-99,1970-01-02T00:00:00Z\n", plan: plan)
        #expect(loaded.table["a"]?.states == [.null, .value] && loaded.table["b"]?.states == [.null, .value])
    }

    @Test("gzip is read by its content, whatever the name")
    func gzip() throws {
        let path = try files.write("a,b\n1,x\n2,y\n")
        let process = Process()
        process.executableURL = URL(filePath: "/bin/gzip")
        process.arguments = ["-k", path]
        try process.run()
        process.waitUntilExit()
        for name in [path + ".gz"] {
            let loaded = try LoadedTable(TabularFile(path: name, format: .csv), plan: Self.plan)
            #expect(cells(loaded.table, "a") == ["1", "2"])
        }
        let whole = try Data(contentsOf: URL(filePath: path + ".gz"))
        let cut = try files.write(whole.dropLast(9), as: "cut.csv.gz")
        #expect(throws: InputFailure.self) { try LoadedTable(TabularFile(path: cut, format: .csv), plan: Self.plan) }
    }

    @Test("what cannot be read says where and why")
    func failures() throws {
        func message(_ text: String) throws -> String {
            do {
                _ = try load(text)
                return "nothing was wrong"
            } catch let failure as InputFailure {
                return "\(failure.line ?? 0): \(failure.message)"
            }
        }
        #expect(try message("") == "1: is empty; expected a header with the names of the columns")
        #expect(
            try message("a,b\n1,x\n2,\"y\n3,z\n")
                == "3: a quote is opened here and never closed; expected a closing \" before the end of the file")
        #expect(
            try message("a,b,a\n1,2,3\n")
                == "1: the column \"a\" appears twice, as field 1 and field 3; expected each name once")
        #expect(try message("a;b;c\n1;2;3\n") == "1: seems to be separated by semicolons; expected commas")
        #expect(try message("a\0b,c\n1,2\n").contains("binary"))
        let long = "a,b\n1,x\n2," + String(repeating: "y", count: 2 << 20) + "\n"
        #expect(
            try message(long)
                == "3: the record that starts here is longer than 1048576 bytes; expected one record a line")
        let open = "a,b\n1,x\n2,\"" + String(repeating: "y\n", count: 1 << 20) + "\"\n"
        #expect(try message(open).hasPrefix("3: a quote is opened here and not closed within"))
        #expect(throws: InputFailure.self) { try TabularFile(path: files.directory.path, format: .csv) }
        #expect(throws: InputFailure.self) { try TabularFile(path: files.directory.path + "/none.csv", format: .csv) }
    }

    @Test("records are whole wherever the blocks are cut, for any number of workers")
    func blocks() throws {
        var generator = SystemIndependentGenerator(state: 11)
        var text = "id,note,x\n"
        var notes: [String] = []
        for row in 0..<60_000 {
            let note = generator.note()
            notes.append(note)
            let quoted = note.contains { $0 == "," || $0 == "\n" || $0 == "\"" }
            text += "\(row),\(quoted ? "\"\(note.replacing("\"", with: "\"\""))\"" : note),\(Double(row) / 8)\n"
        }
        #expect(text.utf8.count > 3 << 20)
        let plan = [("id", ColumnType.integer), ("note", .text), ("x", .number)].map {
            ColumnPlan(name: $0.0, type: $0.1, nulls: [])
        }
        for workers in [1, 2, 5] {
            let loaded = try load(text, plan: plan, workers: workers)
            #expect(loaded.table.rows == 60_000)
            #expect(loaded.table["id"]?.values == (0..<60_000).map(Double.init))
            #expect(loaded.table["x"]?.values == (0..<60_000).map { Double($0) / 8 })
            #expect(cells(loaded.table, "note") == notes)
            let newlines = notes.reduce(0) { $0 + $1.count { $0 == "\n" } } - (notes.last?.count { $0 == "\n" } ?? 0)
            #expect(loaded.line(ofRow: 59_999) == 60_001 + newlines)
        }
    }
}

/// Notes of varying length with awkward characters.
struct SystemIndependentGenerator {
    var state: UInt64

    mutating func next(_ bound: UInt64) -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return (state >> 33) % bound
    }

    mutating func note() -> String {
        let alphabet: [Character] = ["a", "b", "c", "d", "e", "ü", ",", "\n", "\"", " "]
        // Never a carriage return: at the end of a quoted cell it would still be text, and the test is about cuts.
        return "n" + String((0..<next(110)).map { _ in alphabet[Int(next(next(4) == 0 ? 10 : 6))] })
    }
}
