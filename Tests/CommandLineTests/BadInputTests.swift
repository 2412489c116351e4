import Foundation
import TestSupport
import Testing

@Suite("Bad input")
struct BadInputTests {
    let files: TemporaryFiles

    init() throws { files = try TemporaryFiles() }

    /// Checks the example's policy against other data.
    func check(_ csv: Data, asOf: String = "2020-03-16") throws -> Program.Result {
        let policy = try String(
            contentsOf: Fixtures.repository.appending(path: "Examples/sp500/as-written.yml"), encoding: .utf8)
        _ = try files.write(csv, as: "market.csv")
        return try Program.run([
            "check", try files.write(policy, as: "policy.yml"), "--as-of", asOf, "--format", "json",
        ])
    }

    func check(_ csv: String) throws -> Program.Result { try check(Data(csv.utf8)) }

    static let market =
        (try? String(contentsOf: Fixtures.repository.appending(path: "Examples/sp500/market.csv"), encoding: .utf8))
        ?? ""

    func findings(_ result: Program.Result) throws -> [String] {
        let schema = try result.json.checks.array.first { $0.check.string == "schema" }
        return schema?.findings.array.map(\.kind.string) ?? []
    }

    @Test("an empty file and a binary file are refused, a header alone is no data")
    func emptyAndBinary() throws {
        let empty = try check("")
        #expect(empty.code == 66 && empty.errors.contains("is empty; expected a header"))
        let binary = try check(Data((0..<10_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }))
        #expect(binary.code == 66 && binary.errors.contains("binary"), "\(binary.errors)")
        let header = try check("date,sp500_close,sp500_volume,vix_close\n")
        #expect(header.code == 3)
        #expect(try header.json.checks.array.allSatisfy { $0.verdict.string == "noData" })
    }

    @Test("a line of 100 MB is refused in bounded memory")
    func longLine() throws {
        let path = files.directory.appending(path: "long.csv")
        try Data("a,b\n1,".utf8).write(to: path)
        let handle = try FileHandle(forWritingTo: path)
        _ = try handle.seekToEnd()
        for _ in 0..<100 { try handle.write(contentsOf: Data(repeating: 0x78, count: 1 << 20)) }
        try handle.close()
        let script = "ulimit -v 4000000; exec \"$0\" profile \"$1\""
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", script, Program.path, path.path]
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 66)
    }

    @Test("a file cut in the middle of a row keeps its whole rows and reports the other")
    func truncated() throws {
        let result = try check(String(Self.market.prefix(while: { _ in true }).dropLast(9)))
        #expect(result.code == 2)
        let cut = Self.market.split(separator: "\n").prefix { $0 < "2020-03-17" || $0.hasPrefix("date") }.joined(
            separator: "\n")
        let half = try check(String(cut.dropLast(8)))
        #expect(try findings(half).contains("malformed_row"))
        let quote = try check(cut + "\n2020-03-17,\"12")
        #expect(quote.code == 66 && quote.errors.contains("never closed"))
    }

    @Test("duplicate and descending dates are findings with their lines")
    func order() throws {
        var lines = Self.market.split(separator: "\n").map(String.init)
        let last = try #require(lines.firstIndex { $0.hasPrefix("2020-03-16") })
        let duplicate = try check((lines[...last] + [lines[last]]).joined(separator: "\n"))
        #expect(try findings(duplicate) == ["duplicate_key"])
        let schema = try duplicate.json.checks[0]
        #expect(schema.verdict.string == "warning" && schema.findings[0].rows.ints == [last + 2])
        let header = lines.removeFirst()
        let descending = try check(([header] + lines.reversed()).joined(separator: "\n"))
        #expect(try findings(descending) == ["time_backwards"])
        // Series are put in the order of time, so the numbers do not change.
        let plain = try check(Self.market)
        #expect(try plain.json.checks[4].value == descending.json.checks[4].value)
    }

    @Test("ten thousand columns are read, and the unexpected ones are reported")
    func wide() throws {
        let names = (0..<10_000).map { "c\($0)" }
        let path = try files.write(
            names.joined(separator: ",") + "\n"
                + (0..<20).map { _ in names.indices.map(String.init).joined(separator: ",") + "\n" }.joined(),
            as: "wide.csv")
        let result = try Program.run(["profile", path, "--format", "json"])
        #expect(result.code == 0)
        #expect(try result.json.columns.array.count == 10_000)
        let lines = Self.market.split(separator: "\n").enumerated().map { row, line in
            line + "," + (row == 0 ? names.joined(separator: ",") : String(repeating: ",", count: 9_999))
        }
        let checked = try check(([lines[0]] + lines.suffix(300)).joined(separator: "\n"))
        #expect(try findings(checked).count { $0 == "unexpected" } == 10_000)
    }

    @Test("text that is not UTF-8 is refused in the header and invalid in a cell")
    func encoding() throws {
        let header = try check(
            Data("date,sp500_close,sp500_volume,vix_cl\u{F4}se\n".utf8.map { $0 == 0xC3 ? 0xF4 : $0 }))
        #expect(header.code == 66 && header.errors.contains("UTF-8"), "\(header.errors)")
        var text = Data(
            Self.market.split(separator: "\n").prefix { $0 < "2020-03-16" || $0.hasPrefix("date") }.joined(
                separator: "\n"
            ).utf8)
        text.append(Data("\n2020-03-16,1,2,".utf8))
        text.append(contentsOf: [0xE9, 0x0A])
        let cell = try check(text)
        #expect(try findings(cell) == ["invalid_cells"])
    }

    @Test("rows known too early and rows on closed days are findings; rows not yet due are not there")
    func odd() throws {
        let saturday = try check(Self.market.replacing("2020-03-13,", with: "2020-03-14,"))
        #expect(try findings(saturday) == ["not_a_session"])
        #expect(try findings(check(Self.market)) == [])
    }

    @Test("a file without permission is refused", .disabled(if: getuid() == 0, "the superuser may read everything"))
    func permission() throws {
        let path = try files.write("a\n1\n", as: "secret.csv")
        try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: path)
        let result = try Program.run(["profile", path])
        #expect(result.code == 66 && result.errors.contains("Permission denied"))
    }
}
