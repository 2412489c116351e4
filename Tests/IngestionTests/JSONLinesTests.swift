import Core
import Foundation
import Ingestion
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

    @Test("a column that no line has is absent")
    func absent() throws {
        let loaded = try load("{\"n\": 1}\n\n{\"s\": \"x\"}\n")
        #expect(loaded.table.columns.map(\.name) == ["n", "s"])
        #expect(loaded.line(ofRow: 1) == 3)
    }
}
