import Core
import Engine
import Foundation
import PolicyFile
import Statistics
import TestSupport
import Testing
import TradingCalendar

@Suite("Checks on the shipped history, against an independent program")
struct ReferenceTests {
    let fixture: JSON
    static let days = [
        "1994-06-01", "2000-01-10", "2001-09-28", "2008-11-20", "2012-11-05", "2017-06-15", "2018-02-05", "2020-03-16",
        "2020-11-19",
    ]

    init() throws { fixture = try Fixtures.tree("checks/checks.json") }

    func run(_ checks: [String], as day: String) throws -> CheckRun {
        let policy = try Policies.with(checks)
        return try CheckRun(policy, asOf: try #require(AsOf.parse(day, calendar: policy.calendar)))
    }

    @Test("PSI of every column, transform and window is theirs to 1e-9", arguments: days)
    func psi(day: String) throws {
        let expected = fixture.as_of[day].psi
        var cases: [(name: String, column: String, value: JSON)] = []
        var checks: [String] = []
        for column in expected.keys {
            for key in expected[column].keys {
                let parts = key.split(separator: "/")
                let name = "\(column)-\(parts[0])-\(parts[1])"
                cases.append((name, column, expected[column][key]))
                checks.append(
                    "name: \(name), metric: psi, of: {column: \(column), as: \(parts[0])}, window: \(parts[1]) sessions, critical: above 0.3"
                )
            }
        }
        let results = try run(checks, as: day).results
        #expect(cases.count == 54 && results.count == 54)
        for (item, result) in zip(cases, results) {
            #expect(result.check == item.name)
            #expect(agrees(result.measurement.value ?? .nan, item.value.psi.double), "\(item.name)")
            #expect(result.measurement.sample == item.value.n.int, "\(item.name)")
            guard case .drift(let details) = result.measurement.details else {
                Issue.record("no details of drift")
                continue
            }
            #expect(details.baselineSample == item.value.m.int, "\(item.name)")
        }
    }

    /// True if the rows of the baseline depend on the rows before, so that there is no p-value; of levels always.
    static func isDependent(_ result: CheckResult) -> Bool {
        guard case .drift(let details) = result.measurement.details else { return false }
        return abs(details.autocorrelation ?? 0) > 0.2
    }

    @Test("the exact null of PSI is theirs, draw by draw", arguments: days)
    func psiNull(day: String) throws {
        let results = try run(
            [
                "name: drift, metric: psi, of: [vix_close, sp500_close], window: 63 sessions, critical: above 0.3",
                "name: drift-log-return, metric: psi, of: [vix_close, sp500_close], as: log_return, window: 63 sessions, critical: above 0.3",
            ], as: day
        ).results
        for result in results {
            let transform = result.check == "drift" ? "level" : "log_return"
            let expected = fixture.as_of[day].psi[result.subject]["\(transform)/63"]
            if Self.isDependent(result) {
                // Each day's level is like that of the day before, and the null is that of independent rows.
                #expect(result.measurement.expectedWithoutChange == nil && result.measurement.pValue == nil)
            } else {
                #expect(
                    agrees(result.measurement.expectedWithoutChange ?? .nan, expected.expected_without_change.double))
                #expect(agrees(result.measurement.pValue ?? .nan, expected.p_value.double))
            }
            #expect(
                result.measurement.window.map { "\($0.first)" } == fixture.as_of[day].spans["63"].window_from.string)
        }
        #expect(results.count == 4)
    }

    @Test("the other measures are theirs to 1e-9", arguments: days)
    func otherMeasures(day: String) throws {
        let expected = fixture.as_of[day].other_measures
        var compared = 0
        for metric in ["ks", "wasserstein", "jensen_shannon", "hellinger"] {
            for transform in ["level", "log_return"] {
                let results = try run(
                    [
                        "name: m, metric: \(metric), of: [vix_close, sp500_close], as: \(transform), window: 63 sessions, critical: above 9"
                    ],
                    as: day
                ).results
                for result in results {
                    let item = expected[result.subject]["\(transform)/63"]
                    let value = metric == "ks" ? item.ks.statistic.double : item[metric].double
                    if metric == "ks", Self.isDependent(result) { #expect(result.measurement.pValue == nil) }
                    if metric == "ks", !Self.isDependent(result) {
                        #expect(agrees(result.measurement.pValue ?? .nan, item.ks.p_value.double))
                    }
                    #expect(agrees(result.measurement.value ?? .nan, value), "\(metric) \(transform) \(result.subject)")
                    compared += 1
                }
            }
        }
        #expect(compared == 16)
    }

    @Test("nulls, freshness and the relation with its bootstrapped interval are theirs", arguments: days)
    func nullsFreshnessRelation(day: String) throws {
        let expected = fixture.as_of[day]
        let results = try run(
            [
                "name: nulls, metric: null_percent, of: [vix_close, sp500_close, sp500_volume], window: 252 sessions, warning: above 0.5",
                "name: freshness, metric: sessions_behind, of: market, critical: above 1",
                "name: relation, metric: relation, of: {y: {column: sp500_close, as: log_return}, x: {column: vix_close, as: change}}, window: 63 sessions, critical: above 9",
            ], as: day
        ).results
        for result in results where result.check == "nulls" {
            #expect(result.measurement.value == expected.null_percent[result.subject].value.double)
            #expect(result.measurement.sample == expected.null_percent[result.subject].rows.int)
        }
        let freshness = try #require(results.first { $0.check == "freshness" })
        #expect(freshness.measurement.value == expected.sessions_behind.double)
        let relation = try #require(results.first { $0.check == "relation" }).measurement
        #expect(agrees(relation.value ?? .nan, expected.relation.value.double))
        #expect(relation.sample == expected.relation.n.int)
        #expect(agrees(relation.interval?.lowerBound ?? .nan, expected.relation.lower.double))
        #expect(agrees(relation.interval?.upperBound ?? .nan, expected.relation.upper.double))
        guard case .relation(let details) = relation.details, let fits = details.fits else {
            Issue.record("no fitted lines")
            return
        }
        for (side, fit) in [("window", fits.window), ("baseline", fits.baseline)] {
            let line = expected.relation[side]
            #expect(agrees(fit.slope, line.slope.double), "\(side) slope")
            #expect(agrees(fit.intercept, line.intercept.double), "\(side) intercept")
            #expect(agrees(fit.correlation ?? .nan, line.correlation.double), "\(side) correlation")
        }
    }

    @Test("the share of days on which the written rule is in alarm is theirs")
    func history() throws {
        for (key, column, transform, window) in [
            ("sp500_close/level/63", "sp500_close", "level", 63), ("vix_close/level/21", "vix_close", "level", 21),
            ("sp500_close/log_return/63", "sp500_close", "log_return", 63),
        ] {
            let policy = try Policies.with([
                "name: m, metric: psi, of: {column: \(column), as: \(transform)}, window: \(window) sessions, critical: above 0.3"
            ])
            let shares = HistoryLints.problems(policy).map(\.message)
            let percent = fixture.history[key]["percent_above_0.3"].double
            #expect(
                shares.contains { $0.hasSuffix("above 0.3 on \(percent.fixed(1)) % of the days of this history") },
                "\(shares) \(percent)")
        }
    }
}
