import Foundation
import TestSupport
import Testing

/// A deployment of a few rows whose value goes missing on 2024-01-04, and a step that needs approval.
struct SmallStore {
    let files: TemporaryFiles
    let policy: String
    var store: String { files.directory.appending(path: "a store").path }

    static let rules = """
        version: 1
        deployment: d
        sources: {s: {csv: feed.csv, time: date, columns: [{name: date, type: date}, {name: x, type: number}]}}
        checks:
          - {name: blank, metric: null_percent, of: x, window: 1 session, critical: above 50, owner: a, runbook: r}
        runbooks: {r: [{manual: Look}, {command: ["true"], title: Restart, approval: b}]}
        teams: {a: {channels: {critical: [out]}}, b: {channels: {critical: [out]}}}
        channels: {out: {stdout: {}}}

        """

    init(rules: String = rules) throws {
        files = try TemporaryFiles()
        _ = try files.write("date,x\n2024-01-02,1\n2024-01-03,1\n2024-01-04,\n", as: "feed.csv")
        policy = try files.write(rules, as: "policy.yml")
    }

    func run(_ arguments: String..., environment: [String: String] = [:]) throws -> Program.Result {
        try Program.run(arguments + ["--store", store], in: files.directory, environment: environment)
    }

    func tick(deliver: Bool = false) throws -> Program.Result {
        try Program.run(
            ["tick", policy, "--store", store, "--from", "2024-01-02", "--to", "2024-01-04", "--wait", "0 seconds"]
                + (deliver ? ["--deliver"] : []), in: files.directory)
    }

    func incident() throws -> String {
        try #require(try run("incidents", "list", "--format", "json").json.incidents.array.first).id.string
    }
}
