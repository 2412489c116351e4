import Foundation
import TestSupport
import Testing

@Suite("A store of a released version")
struct ReleasedStoreTests {
    private static let released = Fixtures.repository.appending(path: "Tests/Fixtures/store/released")
    private let files: TemporaryFiles
    private let secrets = [
        "SECRET": "whsec_Y3Jhc2g=", "TOKEN": "tok", "ROUTING_KEY": String(repeating: "0", count: 32),
    ]

    init() throws {
        files = try TemporaryFiles()
        for name in ["bellwether.sqlite", "policy.yml", "feed.csv"] {
            try FileManager.default.copyItem(
                at: Self.released.appending(path: name), to: files.directory.appending(path: name))
        }
    }

    private func run(_ arguments: String...) throws -> Program.Result {
        try Program.run(arguments + ["--store", "."], in: files.directory, environment: secrets)
    }

    @Test("is migrated, is whole, and is ticked on as the version would have done it that made it")
    func goesOn() throws {
        let tick = try run("tick", "policy.yml", "--from", "2024-04-09", "--to", "2024-05-17", "--format", "json")
        #expect(tick.code == 0, "\(tick.errors)")
        #expect(try run("store", "check").output.hasSuffix("whole\n"))
        let audit = try run("audit", "verify", "--format", "json").json
        #expect(audit.rows.int == 342)
        // The hash of the last row is over every row before it: all that was decided, in words.
        #expect(audit.head.string == "412342c7c7958eafff828860b14ae876f5d93a2161552449d92d254494f8019b")
        let incidents = try run("incidents", "list", "--format", "json")
        let wanted = try String(contentsOf: Self.released.appending(path: "incidents.json"), encoding: .utf8)
        #expect(incidents.output == wanted)
    }
}
