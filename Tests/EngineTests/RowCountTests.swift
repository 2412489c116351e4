import Core
import Engine
import Foundation
import PolicyFile
import TestSupport
import Testing
import TradingCalendar

@Suite("Rows of the latest due session, against an independent program")
struct RowCountTests {
    private static let frame = """
        version: 1
        deployment: d
        calendar: weekdays
        sources:
          s:
            csv: data.csv
            time: day
            key: [day, key]
            columns: [{name: day, type: date}, {name: key, type: text}, {name: x, type: number}]
        runbooks: {r: [{manual: Look at it}]}
        teams: {t: {channels: {warning: [c], critical: [c]}}}
        channels: {c: {stdout: {}}}
        checks:

        """

    @Test("counts and percentages are theirs", arguments: try Fixtures.tree("checks/row_counts.json").cases.array)
    func counts(_ item: JSON) throws {
        let files = try TemporaryFiles()
        let panels = try Fixtures.tree("checks/row_counts.json").panels
        _ = try files.write(panels[item.panel.string].string, as: "data.csv")
        let relative = item.median_of.isNull ? "" : ", relative_to: median of \(item.median_of.int) sessions"
        let limit = item.median_of.isNull ? "below 1" : "below -50%"
        let policy = try Policies.with(
            ["name: rows, metric: row_count, of: s\(relative), critical: \(limit)"], frame: Self.frame,
            directory: files.directory)
        let asOf = try #require(AsOf.parse(item.as_of.string, calendar: policy.calendar))
        let result = try #require(try CheckRun(policy, asOf: asOf).results.first)
        let measured = result.measurement
        #expect(measured.sample == item.rows.int, "\(item.name)")
        #expect(measured.window?.last.description == item.session.string, "\(item.name)")
        if item.median_of.isNull {
            #expect(measured.value == Double(item.rows.int), "\(item.name)")
            #expect(result.verdict == (item.rows.int < 1 ? .critical : .ok), "\(item.name)")
        } else if item.percent.isNull {
            #expect(measured.value == nil && result.verdict == .insufficientEvidence, "\(item.name)")
        } else {
            #expect(agrees(measured.value ?? .nan, item.percent.double), "\(item.name)")
            #expect(result.verdict == (item.percent.double < -50 ? .critical : .ok), "\(item.name)")
        }
    }
}
