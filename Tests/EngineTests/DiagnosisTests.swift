import Core
import Engine
import Foundation
import PolicyFile
import Presentation
import Reports
import Statistics
import TestSupport
import Testing
import TradingCalendar

@Suite("The drift diagnosis, against an independent program")
struct DiagnosisTests {
    static let names = [
        "market 2008-11-20", "market 2016-12-30", "market 2018-02-05", "market 2020-03-16", "synthetic",
    ]

    private func expected(_ name: String) throws -> JSON {
        try #require(try Fixtures.tree("diagnosis/diagnosis.json").cases.array.first { $0.name.string == name })
    }

    private func asked(_ item: JSON) throws -> SourceDiagnosis {
        let files = try TemporaryFiles()
        var path = Fixtures.repository.appending(path: "Examples/sp500/as-written.yml").path
        if !item.csv.isNull {
            _ = try files.write(item.csv.string, as: "feed.csv")
            path = try files.write(DiagnosisTests.policy(item), as: "policy.yml")
        }
        let policy = try #require(try LoadedPolicy(path: path).policy)
        let instant = try #require(AsOf.parse(item.as_of.string, calendar: policy.calendar))
        return try SourceDiagnosis(policy, source: nil, root: nil, asOf: instant)
    }

    private static func policy(_ item: JSON) -> String {
        let (y, x) = (item.relation_check.y, item.relation_check.x)
        return """
            version: 1
            deployment: d
            sources:
              feed:
                csv: feed.csv
                time: date
                columns: [{name: date, type: date}, {name: a, type: number}, {name: b, type: number}, {name: c, type: number}]
            checks:
              - {name: drift, metric: psi, of: a, window: \(item.policy.window_sessions.int) sessions,
                 baseline: {sessions: \(item.policy.baseline_sessions.int), before: window}, critical: above 1, owner: t, runbook: r}
              - {name: relation, metric: relation, of: {y: {column: \(y.column.string), as: \(y["as"].string)}, x: {column: \(x.column.string), as: \(x["as"].string)}},
                 window: \(item.policy.window_sessions.int) sessions, critical: above 1, owner: t, runbook: r}
            runbooks: {r: [{manual: Look}]}
            teams: {t: {channels: {critical: [c]}}}
            channels: {c: {stdout: {}}}
            """
    }

    private func json(_ value: JSONValue) throws -> JSON { try JSON.parse(Data(value.compact.utf8)) }

    @Test("distances, histories, bins and change points of every series are theirs", arguments: names)
    func features(_ name: String) throws {
        let item = try expected(name)
        let found = try json(DiagnosisReport(asked(item)).json)
        #expect(found.window == item.window && found.baseline == item.baseline)
        #expect(found.left_out == item.left_out)
        #expect(found.features.array.map(\.series) == item.features.array.map(\.series))
        for (ours, theirs) in zip(found.features.array, item.features.array) {
            for key in ["distance", "history_share", "psi", "by_chance", "share", "spread_ratio"] {
                #expect(agrees(ours[key].double, theirs[key].double), "\(theirs.series.string) \(key)")
            }
            for key in ["sample", "baseline_sample", "history_windows", "outside"] {
                #expect(ours[key] == theirs[key], "\(theirs.series.string) \(key)")
            }
            for (a, b) in zip(ours.baseline_range.doubles, theirs.baseline_range.doubles) { #expect(agrees(a, b)) }
            let bins = ours.bins.array
            #expect(bins.map(\.current.int) == theirs.bins.current.ints)
            #expect(bins.map(\.baseline.int) == theirs.bins.baseline.ints)
            #expect(bins.count == theirs.bins.edges.array.count + 1)
            for (bin, contribution) in zip(bins, theirs.bins.contributions.doubles) {
                #expect(agrees(bin.contribution.double, contribution))
            }
            for (bin, edge) in zip(bins.dropFirst(), theirs.bins.edges.doubles) {
                #expect(agrees(bin.from.double, edge))
            }
            let (step, wanted) = (ours.change_point, theirs.change_point)
            #expect(step.session == wanted.session && step.rows == wanted.rows)
            for key in ["statistic", "before_median", "after_median"] {
                #expect(agrees(step[key].double, wanted[key].double), "\(theirs.series.string) \(key)")
            }
        }
    }

    @Test("trends, similar periods, novelty and relations are theirs", arguments: names)
    func periods(_ name: String) throws {
        let item = try expected(name)
        let found = try json(DiagnosisReport(asked(item)).json)
        #expect(found.trending.array.map(\.column) == item.trending.array.map(\.column))
        for (ours, theirs) in zip(found.trending.array, item.trending.array) {
            #expect(agrees(ours.rank_correlation.double, theirs.rank_correlation.double))
        }
        #expect(found.windows == item.windows && agrees(found.novelty.double, item.novelty.double))
        #expect(found.similar.array.count == item.similar.array.count && !found.similar.array.isEmpty)
        for (ours, theirs) in zip(found.similar.array, item.similar.array) {
            #expect(ours.from == theirs.from && ours.to == theirs.to)
            #expect(agrees(ours.distance.double, theirs.distance.double))
            for course in ours.course.array {
                let stood = theirs.stood[course.column.string]
                #expect(agrees(course.end.double, stood.then.double) && agrees(course.later.double, stood.after.double))
            }
        }
        let relation = found.relations[0]
        for part in ["window", "baseline", "similar"] {
            for key in ["slope", "intercept", "correlation", "pairs"] {
                #expect(agrees(relation[part][key].double, item.relation[part][key].double), "\(part) \(key)")
            }
        }
    }

    @Test("the comparison with the baseline is theirs", arguments: names)
    func comparison(_ name: String) throws {
        let item = try expected(name)
        let found = try json(ComparisonReport(asked(item)).json)
        #expect(found.comparison.array.map(\.series) == item.comparison.array.map(\.series))
        for (ours, theirs) in zip(found.comparison.array, item.comparison.array) {
            for key in ["psi", "ks", "ks_p"] {
                #expect(ours[key].isNull == theirs[key].isNull, "\(theirs.series.string) \(key)")
                if !theirs[key].isNull {
                    #expect(agrees(ours[key].double, theirs[key].double), "\(theirs.series.string) \(key)")
                }
            }
            for side in ["baseline", "window"] {
                #expect(ours[side].keys == theirs[side].keys)
                for key in theirs[side].keys {
                    #expect(
                        agrees(ours[side][key].double, theirs[side][key].double),
                        "\(theirs.series.string) \(side) \(key)")
                }
            }
        }
    }

    @Test("the worst day of 2020 reads like what a data scientist would say of it")
    func words() throws {
        let report = try DiagnosisReport(asked(try expected("market 2020-03-16")))
        let text = report.conclusions.joined(separator: "\n")
        for part in [
            "What moved is the inputs; that the relation between them has moved is not shown",
            "the world moves more, and the model knows",
            "log_change(sp500_close) moved most",
            "Only 1.2 % of 335 earlier windows were as far from their own baselines.",
            "10 of 63 values of vix_close outside 9.15 … 37.32", "vix_close since 2020-02-21",
            "There has been nothing like it as a whole; least unlike is 2015-06-15 … 2015-09-11",
            "one story and no forecast", "holds, as far as 63 pairs can tell",
        ] { #expect(text.contains(part), "\(part)") }
        let calm = try DiagnosisReport(asked(try expected("market 2016-12-30")))
        #expect(calm.conclusions[0].contains("Nothing here is unusual for this history, and the relation holds"))
        #expect(!report.text(Style(isColoured: false), width: 100).contains("nan"))
    }

    @Test("the change point is that of all cuts, counted one by one, and where a step was planted")
    func changePoint() throws {
        var generator = SplitMix64(seed: 7)
        for size in [10, 11, 60, 189] {
            // Ties too.
            let values = (0..<size).map { _ in (20 * generator.uniform()).rounded() }
            let found = try #require(RankChangePoint(values))
            let n = Double(size)
            let cuts = (5...size - 5).map { t -> Double in
                var sum = 0.0
                for i in 0..<t {
                    for j in t..<size { sum += values[i] > values[j] ? 1 : values[i] < values[j] ? -1 : 0 }
                }
                return abs(sum) / (Double(t) * (n - Double(t)) * (n + 1) / 3).squareRoot()
            }
            let largest = try #require(cuts.max())
            #expect(agrees(found.statistic, largest) && found.before == cuts.firstIndex(of: largest).map { 5 + $0 })
        }
        let step = (0..<100).map { Double($0 % 7) + ($0 < 83 ? 0 : 10) }
        #expect(RankChangePoint(step)?.before == 83)
        #expect(RankChangePoint([1, 2, 3, 4, 5, 6, 7, 8, 9]) == nil)
    }

    @Test("of independent rows 5 in 100 have a step as clear as 3.1, or fewer")
    func noise() {
        var generator = SplitMix64(seed: 11)
        let clear = (0..<1_000).count { _ in
            (RankChangePoint((0..<189).map { _ in generator.uniform() })?.statistic ?? 0) > 3.1
        }
        #expect((15...60).contains(clear), "\(clear)")
    }
}
