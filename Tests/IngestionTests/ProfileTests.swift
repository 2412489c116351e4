import Core
import Foundation
import Ingestion
import Statistics
import TestSupport
import Testing

@Suite("Profiles")
struct ProfileTests {
    /// A column with nulls and invalid cells and a mean ten thousand times its spread.
    static func table(rows: Int, seed: UInt64) -> Table {
        var generator = SplitMix64(seed: seed)
        var states: [CellState] = []
        var values: [Double] = []
        var time: [Double] = []
        for row in 0..<rows {
            let kind = generator.uniform()
            states.append(kind < 0.05 ? .null : kind < 0.08 ? .invalid : .value)
            values.append(states[row] == .value ? 10_000 + generator.normal() : 0)
            time.append(Double(row) - (generator.uniform() < 0.05 ? Double(generator.index(below: 3)) : 0))
        }
        return Table(
            columns: [
                Column(name: "x", type: .number, values: values, states: states),
                Column(name: "t", type: .date, values: time, states: Array(repeating: .value, count: rows)),
            ], rows: rows, firstRow: 2)
    }

    static let question = ProfileQuestion(
        measures: Transform.allCases.map { transform in
            let edges: [Double] =
                transform == .level ? [9_999, 10_000, 10_001] : transform == .log ? [9.21] : [-0.0001, 0, 0.0001, 1]
            return .init(column: "x", transform: transform, edges: edges)
        }, time: "t")

    @Test("cut at any rows, the pieces merge to the profile of the whole", arguments: [1, 2, 3, 7, 200])
    func merge(pieces: Int) throws {
        let table = Self.table(rows: 1_000, seed: 5)
        let whole = Profile(of: table, rows: 0..<1_000, question: Self.question)
        var generator = SplitMix64(seed: UInt64(pieces))
        for _ in 0..<20 {
            let cuts = [0] + (1..<pieces).map { _ in generator.index(below: 1_001) }.sorted() + [1_000]
            var merged = Profile(of: table, rows: 0..<0, question: Self.question)
            for (from, to) in zip(cuts, cuts.dropFirst()) {
                merged.merge(Profile(of: table, rows: from..<to, question: Self.question))
            }
            #expect(merged.rows == whole.rows && merged.order == whole.order)
            for (a, b) in zip(merged.columns, whole.columns) {
                #expect(a.rows == b.rows && a.nulls == b.nulls && a.invalid == b.invalid && a.count == b.count)
                #expect(a.binCounts == b.binCounts && a.minimum == b.minimum && a.maximum == b.maximum)
                let (mean, sd) = (try #require(b.moments.mean), try #require(b.moments.standardDeviation))
                #expect(abs(try #require(a.moments.mean) - mean) <= 1e-12 * max(abs(mean), sd))
                #expect(abs(try #require(a.moments.standardDeviation) - sd) <= 1e-12 * sd)
            }
        }
        #expect(whole.order.backwards > 0 && whole.order.repeated > 0)
        #expect(whole.columns[3].count < whole.columns[0].count)
    }

    @Test(
        "up to 1,000 texts are counted, and none where there are more, by any number of workers", arguments: [1, 2, 5])
    func categoryLimit(workers: Int) throws {
        let files = try TemporaryFiles()
        func categories(_ text: (Int) -> String) throws -> [String: Int]? {
            let lines = (0..<120_000).map { "\(text($0)),1" }
            let path = try files.write("s,n\n" + lines.joined(separator: "\n") + "\n")
            let file = try TabularFile(path: path, format: .csv)
            let entry = try #require(try FileProfile(file, workers: workers)["s"])
            #expect(entry.type == .text && entry.profile.rows == 120_000 && entry.profile.invalid == 0)
            return entry.categories
        }
        let thousand = try categories { "text \($0 % 1_000)" }
        #expect(thousand?.count == 1_000 && thousand?.values.allSatisfy { $0 == 120 } == true)
        #expect(try categories { "text \($0 % 1_001)" } == nil)
        #expect(try categories { "text \($0)" } == nil)
        // One more, in the last block only.
        #expect(try categories { $0 == 119_999 ? "another" : "text \($0 % 1_000)" } == nil)
    }

    @Test("a lagged transform is null where either row is, and the first row has none")
    func lagged() {
        let column = Column(
            name: "x", type: .number, values: [1, 2, 0, 4, 8, -1, 3],
            states: [.value, .value, .null, .value, .value, .value, .value])
        let table = Table(columns: [column], rows: 7, firstRow: 2)
        let question = ProfileQuestion(measures: [
            .init(column: "x", transform: .change), .init(column: "x", transform: .logReturn),
        ])
        let profile = Profile(of: table, rows: 0..<7, question: question)
        #expect(profile.columns[0].count == 4)
        #expect(profile.columns[1].count == 2)
        #expect(profile.columns[0].nulls == 1)
    }

    @Test("a file's profile is the same for any number of workers, and sees nulls, invalid cells and order")
    func file() throws {
        let files = try TemporaryFiles()
        var generator = SplitMix64(seed: 9)
        var text = "when,n,x,c,flag\n"
        for row in 0..<40_000 {
            let x = row % 100 == 7 ? "" : row % 1000 == 3 ? "oops" : String(generator.normal())
            let (year, month, day) = (2020 + row / 336, row / 28 % 12 + 1, row % 28 + 1)
            let date = "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
            text += "\(date),\(row),\(x),\(["red", "green"][row % 2]),\(row % 4 == 0)\n"
        }
        let path = try files.write(text)
        func profile(_ workers: Int) throws -> FileProfile {
            try FileProfile(TabularFile(path: path, format: .csv), keepsValues: true, workers: workers)
        }
        let one = try profile(1)
        let three = try profile(3)
        #expect(one.entries.map(\.type) == [.date, .integer, .number, .text, .boolean])
        #expect(one.entries.map(\.profile) == three.entries.map(\.profile))
        #expect(one["x"]?.profile.nulls == 400 && one["x"]?.profile.invalid == 40)
        #expect(one["c"]?.categories == ["red": 20_000, "green": 20_000])
        #expect(one["flag"]?.categories == ["true": 10_000, "false": 30_000])
        #expect(one["n"]?.values?.count == 40_000 && one["n"]?.values?.value(atRank: 12_345) == 12_345)
        #expect(one["n"]?.rankErrorBound == 0 && one["c"]?.values == nil)
        #expect(one.order.backwards == 0 && one.order.repeated == 0)
    }

    @Test("sorting by digits is sorting")
    func sorting() {
        var generator = SplitMix64(seed: 1)
        let values = (0..<20_000).map { _ in
            let value = generator.normal() * (generator.uniform() < 0.5 ? 1e-3 : 1e9)
            return generator.uniform() < 0.1 ? value.rounded() : value
        }
        #expect(sortedAscending(values) == values.sorted())
        #expect(sortedAscending([Double](repeating: 3, count: 5_000)) == [Double](repeating: 3, count: 5_000))
    }
}
