import Core
import Foundation
import Ingestion
import TestSupport
import Testing

@Suite("Contracts")
struct ContractTests {
    static func rule(_ name: String, _ type: ColumnType, _ change: (inout Contract.ColumnRule) -> Void = { _ in })
        -> Contract.ColumnRule
    {
        var rule = Contract.ColumnRule(name: name, type: type)
        change(&rule)
        return rule
    }

    static let contract = Contract(
        columns: [
            rule("date", .date),
            rule("price", .number) {
                $0.minimum = 0; $0.maximum = 1_000
            },
            rule("volume", .integer) { $0.nullable = false }, rule("currency", .text) { $0.allowed = ["USD", "EUR"] },
        ], time: "date")

    func findings(_ text: String) throws -> [Finding] {
        let files = try TemporaryFiles()
        let plan = Self.contract.columns.map {
            ColumnPlan(name: $0.name, type: $0.type, nulls: SourceSettings.defaultNulls)
        }
        let loaded = try LoadedTable(TabularFile(path: try files.write(text), format: .csv), plan: plan)
        return Self.contract.findings(in: loaded, rows: Array(0..<loaded.table.rows))
    }

    @Test("a file as promised has no finding")
    func clean() throws {
        #expect(try findings("date,price,volume,currency\n2020-01-02,1.5,10,USD\n2020-01-03,,11,EUR\n").isEmpty)
    }

    @Test("missing, renamed, unexpected and reordered columns are told apart, with the closest name")
    func header() throws {
        #expect(Self.contract.headerFindings(["date", "price", "volume"]).map(\.kind) == [.missing])
        let renamed = Self.contract.headerFindings(["date", "prices", "volume", "currency"])
        #expect(renamed.map(\.kind) == [.missing, .renamed])
        #expect(renamed[0].message == "the column \"price\" is missing; is it now called \"prices\"?")
        let byPosition = Self.contract.headerFindings(["date", "last", "volume", "currency"])
        #expect(byPosition.map(\.kind) == [.missing, .renamed] && byPosition[1].samples == ["last"])
        #expect(
            Self.contract.headerFindings(["date", "price", "volume", "currency", "note"]).map(\.kind) == [.unexpected])
        let reordered = Self.contract.headerFindings(["date", "volume", "price", "currency"])
        #expect(reordered.map(\.kind) == [.reordered])
        #expect(reordered[0].message.contains("expected date, price, volume, currency"))
    }

    @Test("where very many columns have other names, these are told by their places alone, and in JSON not at all")
    func manyRenamed() {
        let names = (0..<200).map { "measure_\($0)" }
        let contract = Contract(columns: names.map { Self.rule($0, .number) }, time: "measure_0")
        let renamed = names.map { "x_\($0)" }
        let found = contract.headerFindings(Array(renamed.reversed()))
        #expect(found.map(\.kind) == names.flatMap { _ in [.missing, .renamed] })
        #expect(found.filter { $0.kind == .renamed }.map(\.samples) == renamed.reversed().map { [$0] })
        let unordered = contract.headerFindings(renamed, isOrdered: false)
        #expect(unordered.count { $0.kind == .missing } == 200 && unordered.count { $0.kind == .unexpected } == 200)
        #expect(unordered.count == 400)
        // A few among thousands are compared by name.
        let few = contract.headerFindings(Array((names.dropLast() + ["measures_199"]).reversed()))
        #expect(few.map(\.kind) == [.missing, .renamed, .reordered] && few[1].samples == ["measures_199"])
    }

    @Test("cells that do not parse are invalid up to 5 %, and another type beyond, with rows and samples")
    func types() throws {
        func file(bad: Int) -> String {
            "date,price,volume,currency\n"
                + (1...28).map { day in
                    "2020-01-\(day < 10 ? "0" : "")\(day),\(day <= bad ? "n/a" : "2"),1,USD\n"
                }.joined()
        }
        let few = try findings(file(bad: 1))
        #expect(few.map(\.kind) == [.invalidCells])
        #expect(few[0].lines == [2] && few[0].samples == ["n/a"] && few[0].column == "price")
        let many = try findings(file(bad: 2))
        #expect(many.map(\.kind) == [.typeMismatch] && many[0].count == 2)
    }

    @Test("nulls where none are allowed, ranges and allowed values are judged, and a null is not out of range")
    func cells() throws {
        let found = try findings(
            "date,price,volume,currency\n2020-01-02,-1,,USD\n2020-01-03,,3,CHF\n2020-01-06,1001,4,\n")
        #expect(found.map(\.kind) == [.outOfRange, .nullCell, .notAllowed])
        #expect(found[0].lines == [2, 4] && found[0].samples == ["-1", "1001"])
        #expect(found[1].lines == [2] && found[2].samples == ["CHF"])
    }

    @Test("repeated keys and time going backwards are found at their lines")
    func order() throws {
        let found = try findings(
            "date,price,volume,currency\n2020-01-03,1,1,USD\n2020-01-02,1,1,USD\n2020-01-03,1,1,USD\n2020-01-03,1,1,USD\n"
        )
        #expect(found.map(\.kind) == [.timeBackwards, .duplicateKey])
        #expect(found[0].lines == [3] && found[1].lines == [4, 5])
    }

    @Test("keys are told apart by value, to the fraction of a second, and allowed numbers however they are written")
    func identities() throws {
        let contract = Contract(
            columns: [Self.rule("t", .timestamp), Self.rule("n", .number) { $0.allowed = ["1.0", "2.50"] }], time: "t")
        let files = try TemporaryFiles()
        let path = try files.write(
            "t,n\n2024-01-01T12:00:00.1Z,1.0\n2024-01-01T12:00:00.2Z,2.5\n2024-01-01T12:00:00.2Z,3\n")
        let plan = contract.columns.map { ColumnPlan(name: $0.name, type: $0.type, nulls: []) }
        let loaded = try LoadedTable(TabularFile(path: path, format: .csv), plan: plan)
        let found = contract.findings(in: loaded, rows: [0, 1, 2])
        #expect(found.map(\.kind) == [.notAllowed, .duplicateKey])
        #expect(found[0].lines == [4] && found[1].lines == [4])
    }

    @Test("rows that are not whole are found")
    func ragged() throws {
        let found = try findings("date,price,volume,currency\n2020-01-02,1,1,USD\n2020-01-03,1\n")
        #expect(found.map(\.kind).contains(.malformedRow))
        #expect(found.first { $0.kind == .malformedRow }?.lines == [3])
    }
}
