import Core
import Foundation
import PolicyFile
import TestSupport
import Testing

/// Policies for tests: the example's data and teams around other checks.
enum Policies {
    /// 2020-01-01, far from the end of every calendar.
    static let now = Date(timeIntervalSince1970: 1_577_836_800)
    static let directory = Fixtures.repository.appending(path: "Examples/sp500")

    static let frame = """
        version: 1
        deployment: sp500-next-session
        calendar: XNYS
        sources:
          market:
            csv: market.csv
            time: date
            available: 90 minutes after close
            columns:
              - {name: date, type: date}
              - {name: sp500_close, type: number, min: 0}
              - {name: sp500_volume, type: integer, min: 0}
              - {name: vix_close, type: number, min: 0}
        runbooks: {r: [{manual: Look at it}]}
        teams: {t: {channels: {warning: [c], critical: [c]}}}
        channels: {c: {stdout: {}}}
        checks:

        """

    /// The frame with these checks, one a line, without the team and runbook that all share.
    static func with(_ checks: [String], frame: String = frame, directory: URL = directory) throws -> Policy {
        let rows = checks.map { "  - {\($0), owner: t, runbook: r}" }.joined(separator: "\n")
        let loaded = LoadedPolicy(text: frame + rows + "\n", path: directory.appending(path: "policy.yml").path)
        return try #require(loaded.policy, "\(loaded.problems.map { "\($0.line): \($0.message)" })")
    }
}
