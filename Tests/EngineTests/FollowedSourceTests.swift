import Alerting
import Checks
import Core
import Engine
import Foundation
import Ingestion
import PolicyFile
import Storage
import TestSupport
import Testing
import TradingCalendar

@Suite("Sources that grow")
struct FollowedSourceTests {
    let files: TemporaryFiles
    let policy: Policy
    let header: String
    /// Four hundred sessions, each with a note of some kilobytes that no check looks at.
    let rows: [String]

    init() throws {
        files = try TemporaryFiles()
        policy = try Policies.with(
            [
                "name: contract, metric: schema, of: market, critical: any",
                "name: nulls, metric: null_percent, of: vix_close, window: 21 sessions, critical: above 5",
                "name: drift, metric: psi, of: vix_close, window: 63 sessions, baseline: {sessions: 200, before: window}, critical: above 0.3",
            ], directory: files.directory)
        let market = try String(contentsOf: Policies.directory.appending(path: "market.csv"), encoding: .utf8)
        let lines = market.split(separator: "\n")
        header = lines[0] + ",note\n"
        rows = lines[1...400].enumerated().map { "\($1),\(String(repeating: "n", count: 3_000 + $0 * 10))\n" }
    }

    private func write(_ rows: some Sequence<String>) throws {
        _ = try files.write(header + rows.joined(), as: "market.csv")
    }

    /// The content of the file at its last sessions, as two histories and the decisions on them have it.
    private func expectSame(_ refreshed: DeploymentHistory, _ comment: Comment) throws {
        let end = policy.calendar.endOfDay(policy.calendar.span.upperBound)
        let fresh = try DeploymentHistory.readable(policy, through: end)
        #expect(refreshed.failures == fresh.failures, comment)
        guard let (a, b) = zip(refreshed.readers, fresh.readers).first(where: { _ in true }) else { return }
        #expect(a.days == b.days, comment)
        let stores = (InMemoryStore(deployment: policy.deployment), InMemoryStore(deployment: policy.deployment))
        for session in [300, 398, 399].map({ rows[$0].prefix(10) }) {
            let instant = policy.calendar.due(try #require(Day(iso: String(session))), lag: PublicationLag(minutes: 90))
            let evidence = (a.evidence(at: instant), b.evidence(at: instant))
            #expect(evidence.0?.findings == evidence.1?.findings, comment)
            #expect(evidence.0?.timeline.days.elementsEqual(evidence.1?.timeline.days ?? []) == true, comment)
            try Ticker(refreshed).tick(stores.0, at: instant, .past)
            try Ticker(fresh).tick(stores.1, at: instant, .past)
        }
        // With the fingerprints of the content that each check was judged on.
        #expect(stores.0.state() == stores.1.state(), comment)
        #expect(!stores.0.state().alerts.isEmpty, comment)
    }

    @Test("evidence after rows were appended is that of a new reader, whatever the rows are")
    func grows() throws {
        let end = policy.calendar.endOfDay(policy.calendar.span.upperBound)
        var written = Array(rows[..<380])
        try write(written)
        var history = try DeploymentHistory.readable(policy, through: end)
        let steps: [(what: String, rows: [String])] = [
            ("in order", Array(rows[380..<390])), ("a day that cannot be read", ["soon,1,1,1,n\n"]),
            ("in order again", [rows[390]]), ("an earlier day", [rows[10]]), ("a holiday", ["1991-07-04,1,1,1,n\n"]),
            ("nulls and invalid cells", ["1991-07-31,,x,,n\n"]),
            ("a row that is cut", [String(rows[391].dropLast(3_000))]),
            ("its rest", [String(rows[391].suffix(3_000))]), ("the others", Array(rows[392...])),
        ]
        for step in steps {
            written += step.rows
            try write(written)
            let refreshed = try #require(try history.refreshed(through: end), "\(step.what)")
            #expect(refreshed.changed == ["market"])
            history = refreshed.history
            try expectSame(history, "\(step.what)")
            #expect(try history.refreshed(through: end) == nil)
        }
    }

    @Test("a close that was revised where rows were appended is noticed, and so is a file that is gone for a while")
    func revised() throws {
        let end = policy.calendar.endOfDay(policy.calendar.span.upperBound)
        try write(rows[..<390])
        var history = try DeploymentHistory.readable(policy, through: end)
        try write(rows[..<395])
        history = try #require(try history.refreshed(through: end)).history
        let first = rows[0].replacingOccurrences(of: "359.69", with: "395.69")
        #expect(first != rows[0] && first.utf8.count == rows[0].utf8.count)
        try write([first] + rows[1...])
        history = try #require(try history.refreshed(through: end)).history
        #expect(history.readers[0].loaded.table["sp500_close"]?.values[0] == 395.69)
        try expectSame(history, "revised")
        try FileManager.default.removeItem(at: files.directory.appending(path: "market.csv"))
        history = try #require(try history.refreshed(through: end)).history
        #expect(history.readers.isEmpty && history.failures.count == 1)
        try write(rows)
        history = try #require(try history.refreshed(through: end)).history
        try expectSame(history, "back again")
    }
}
