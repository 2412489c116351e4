// Compiled together with the module Scenarios by Tests/Fuzz/in-process, so that its reader can be called.
import Core
import Foundation
import Ingestion
import PolicyFile

/// The reader that libFuzzer feeds: `BELLWETHER_FUZZ` names it.
private enum Reader: String {
    case csv
    case jsonLines = "json_lines"
    case policy
    case scenario

    static let chosen = ProcessInfo.processInfo.environment["BELLWETHER_FUZZ"].flatMap { Reader(rawValue: $0) } ?? .csv
}

private let path = FileManager.default.temporaryDirectory.appending(path: "fuzz-\(getpid())").path

/// A column of each type, which the files of the corpus have.
private let plan = [
    ColumnPlan(name: "date", type: .date), ColumnPlan(name: "x", type: .number), ColumnPlan(name: "n", type: .integer),
    ColumnPlan(name: "c", type: .text), ColumnPlan(name: "flag", type: .boolean),
    ColumnPlan(name: "made_at", type: .timestamp), ColumnPlan(name: "id", type: .text, isIdentifier: true),
]

private let contract = Contract(
    columns: plan.map { column in
        var rule = Contract.ColumnRule(name: column.name, type: column.type)
        rule.nullable = column.type != .integer
        rule.maximum = column.type == .number ? 100 : nil
        rule.allowed = column.type == .text ? ["USD", "EUR"] : nil
        return rule
    }, time: "date", key: ["date", "id"])

@_cdecl("LLVMFuzzerTestOneInput")
public func readOnce(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let data = UnsafeRawBufferPointer(start: bytes, count: count)
    do {
        switch Reader.chosen {
        case .csv: try readTable(data, .csv)
        case .jsonLines: try readTable(data, .jsonLines)
        case .policy:
            let loaded = LoadedPolicy(text: String(decoding: data, as: UTF8.self), path: path)
            for problem in loaded.problems { expectPrintable(problem.message) }
        case .scenario:
            try Data(data).write(to: URL(filePath: path))
            for problem in try ScenarioReader.read(path: path).problems { expectPrintable(problem) }
        }
    } catch {
        // To refuse is right; what may not happen is a trap, or a text that steers a terminal.
        expectPrintable("\(error)")
    }
    return 0
}

private func readTable(_ data: UnsafeRawBufferPointer, _ format: TabularFile.Format) throws {
    try Data(data).write(to: URL(filePath: path))
    let loaded = try LoadedTable(TabularFile(path: path, format: format), plan: plan, workers: 1)
    for finding in contract.findings(in: loaded, rows: Array(0..<loaded.table.rows)) { _ = finding.message.count }
    let profile = try FileProfile(TabularFile(path: path, format: format), keepsValues: true, workers: 1)
    precondition(profile.rows == loaded.table.rows, "both readings see the same rows")
    let again = try FileProfile(TabularFile(path: path, format: format), baseline: profile, workers: 2)
    let comparison = ProfileComparison(current: again, baseline: profile)
    for entry in again.entries {
        if let value = comparison.populationStabilityIndex(entry) { precondition(value.isFinite, "\(entry.name)") }
    }
}

/// Everything printed passes through `printable`, which must leave nothing behind.
private func expectPrintable(_ text: String) {
    let printed = text.printable { $0 == "\n" }
    precondition(!printed.unicodeScalars.contains { $0.isUnprintable && $0 != "\n" }, "something steers the terminal")
}
