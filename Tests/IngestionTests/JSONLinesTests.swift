import Core
import Foundation
import Ingestion
import Statistics
import TestSupport
import Testing

@Suite("JSON Lines files")
struct JSONLinesTests {
    func load(_ text: String) throws -> LoadedTable {
        let files = try TemporaryFiles()
        let plan = [("n", ColumnType.number), ("i", .integer), ("s", .text), ("d", .date), ("b", .boolean)].map {
            ColumnPlan(name: $0.0, type: $0.1, nulls: ["NA"])
        }
        let path = try files.write(text, as: "data.jsonl")
        #expect(TabularFile.Format(path: path) == .jsonLines)
        return try LoadedTable(TabularFile(path: path, format: .jsonLines), plan: plan)
    }

    @Test("values are read by their JSON type: a number in quotes is no number")
    func types() throws {
        let loaded = try load(
            """
            {"n": 1.5, "i": 3, "s": "a\\u00fc\\n\\ud83d\\ude00", "d": "2020-02-29", "b": true}
            {"n": "1.5", "i": 3.5, "s": 4, "d": "2020-02-30", "b": "true"}
            {"n": null, "i": null, "s": "NA", "b": null}
            {"n": 1e3, "s": "", "extra": [1, {"deep": "x"}], "i": -7}

            """)
        let table = loaded.table
        #expect(loaded.header == ["n", "i", "s", "d", "b", "extra"])
        #expect(table["n"]?.states == [.value, .invalid, .null, .value])
        #expect(table["i"]?.states == [.value, .invalid, .null, .value])
        #expect(table["s"]?.states == [.value, .invalid, .null, .value])
        #expect(table["d"]?.states == [.value, .invalid, .null, .null])
        #expect(table["b"]?.states == [.value, .invalid, .null, .null])
        #expect(table["s"]?.text(0) == "aü\n😀")
        #expect(table["n"]?.text(1) == "\"1.5\"")
    }

    @Test(
        "a line that is no object says where it goes wrong",
        arguments: [
            ("{\"n\": 1,}", "\"\\\"\" is expected at byte 9"), ("{\"n\": 01}", "is expected at byte 8"),
            ("[1]", "\"{\" is expected at byte 1"),
            ("{\"n\": 1} x", "something behind the object at byte 10"),
            ("{\"n\": tru}", "a value is expected at byte 7"),
            ("{\"n\": \"a", "a string is not closed"),
            ("{\"n\": " + String(repeating: "[", count: 70), "more than 64 levels"),
            ("{\"n\" 1}", "\":\" is expected at byte 6"), ("{\"n\": \"\\x\"}", "an unknown escape"),
            ("{\"n\": -}", "a value is expected"),
        ])
    func malformed(line: String, message: String) throws {
        let loaded = try load("{\"n\": 1}\n\(line)\n{\"n\": 2}\n")
        let reason = try #require(loaded.malformed[1])
        #expect(reason.contains(message.replacing("\\\"", with: "\"")), "\(reason)")
        #expect(loaded.table["n"]?.states == [.value, .invalid, .value])
        #expect(loaded.line(ofRow: 2) == 3)
    }

    @Test("lines that each have a key of their own are read in their rows, however few fit into memory at once")
    func sparse() throws {
        let files = try TemporaryFiles()
        var lines = (0..<3_000).map { "{\"k\($0 % 1_000)\": \($0)}" }
        lines[1_500] = "no object"
        lines.insert("", at: 2_000)
        let path = try files.write(lines.joined(separator: "\n") + "\n", as: "sparse.jsonl")
        let plan = (0..<1_000).map { ColumnPlan(name: "k\($0)", type: .number) }
        for workers in [1, 3] {
            let loaded = try LoadedTable(TabularFile(path: path, format: .jsonLines), plan: plan, workers: workers)
            #expect(loaded.table.rows == 3_000 && loaded.malformed.rows == [1_500])
            #expect(loaded.line(ofRow: 1_999) == 2_000 && loaded.line(ofRow: 2_000) == 2_002)
            for (index, column) in loaded.table.columns.enumerated() {
                let filled = column.states.indices.filter { column.states[$0] == .value }
                #expect(filled == [index, index + 1_000, index + 2_000].filter { $0 != 1_500 })
                #expect(filled.map { column.values[$0] } == filled.map(Double.init))
                #expect(column.states[1_500] == .invalid)
            }
        }
        let profile = try FileProfile(TabularFile(path: path, format: .jsonLines), workers: 2)
        #expect(profile.rows == 3_000 && profile.malformed == 1 && profile.entries.count == 1_000)
        let entry = try #require(profile["k7"])
        #expect(entry.type == .integer && entry.profile.nulls == 2_996 && entry.profile.invalid == 1)
        #expect(entry.profile.minimum == 7 && entry.profile.maximum == 2_007 && entry.profile.moments.mean == 1_007)
    }

    @Test("rows that would be many more cells than the file has bytes are refused, in both formats")
    func moreCellsThanBytes() throws {
        let files = try TemporaryFiles()
        let plan = (0..<2_000).map { ColumnPlan(name: "k\($0)", type: .number) }
        func refusal(_ text: String, _ format: TabularFile.Format, keeps: Bool = true) throws -> String {
            let path = try files.write(text, as: "data.\(format.rawValue)")
            do {
                let file = try TabularFile(path: path, format: format)
                if keeps { _ = try LoadedTable(file, plan: plan) } else { _ = try FileProfile(file) }
                return ""
            } catch let failure as InputFailure { return failure.description }
        }
        let header = plan.map(\.name).joined(separator: ",") + "\n"
        let short = header + String(repeating: "1\n", count: 5_000)
        let expected = "expected rows that hold most of the columns"
        #expect(try refusal(short, .csv).contains(expected))
        #expect(try refusal(short, .csv, keeps: false).contains(expected))
        #expect(try refusal(String(repeating: "{}\n", count: 5_000), .jsonLines).contains(expected))
        #expect(try refusal(String(repeating: "{}\n", count: 1_500), .jsonLines).isEmpty)
        let whole = header + String(repeating: String(repeating: "1,", count: 1_999) + "1\n", count: 3_000)
        #expect(try refusal(whole, .csv).isEmpty)
    }

    @Test("the order of keys means nothing, and a text of digits is a text")
    func keys() throws {
        let contract = Contract(
            columns: [.init(name: "a", type: .number), .init(name: "b", type: .number)], time: "a")
        let files = try TemporaryFiles()
        let path = try files.write("{\"b\": 1, \"a\": 2}\n{\"a\": 3, \"b\": 4}\n", as: "keys.jsonl")
        let plan = ["a", "b"].map { ColumnPlan(name: $0, type: .number, nulls: []) }
        let loaded = try LoadedTable(TabularFile(path: path, format: .jsonLines), plan: plan)
        #expect(contract.findings(in: loaded, rows: [0, 1]).isEmpty)
        let texts = try files.write("{\"p\": \"12.5\", \"q\": 12.5}\n", as: "texts.jsonl")
        let profile = try FileProfile(TabularFile(path: texts, format: .jsonLines))
        #expect(
            profile.entries.map(\.type) == [.text, .number] && profile.entries.allSatisfy { $0.profile.invalid == 0 })
    }

    @Test("a column that no line has is absent")
    func absent() throws {
        let loaded = try load("{\"n\": 1}\n\n{\"s\": \"x\"}\n")
        #expect(loaded.table.columns.map(\.name) == ["n", "s"])
        #expect(loaded.line(ofRow: 1) == 3)
    }
}
