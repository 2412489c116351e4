import Core
import Engine
import Foundation
import PolicyFile
import Presentation
import Reports
import TestSupport
import Testing
import TradingCalendar

/// The shipped model and decision around other checks.
enum ModelPolicies {
    static let decision =
        "decision: {event: simple_return below -1%, act_when: probability_of_event above 0.125, exposure: 10000000 USD, costs: {act: 2 bps, miss: 16 bps}}\n"

    static let frame = Policies.frame.replacing(
        "runbooks:",
        with:
            "model: {built_in: market-ridge, source: market, features: [vix_close, sp500_close, sp500_volume]}\n\(decision)runbooks:"
    )

    static let anyCheck = "name: s, metric: missing_labels, window: 21 sessions, warning: above 0"

    static func served(
        _ policy: Policy, _ span: ClosedRange<Day>, asOf instant: Date? = nil
    ) throws -> ServedPredictions {
        try ServedPredictions(policy, policyPath: "policy.yml", span: span, asOf: instant, now: .now)
    }

    static func predictions(
        _ policy: Policy, from: String = "1990-01-01", to: String = "2030-12-31", asOf: String? = nil
    ) throws -> JSON {
        let span = try #require(Day(iso: from))...(try #require(Day(iso: to)))
        let instant = try asOf.map { try #require(AsOf.parse($0, calendar: policy.calendar)) }
        return try JSON.parse(Data(PredictionsReport(served(policy, span, asOf: instant)).json.text().utf8))
    }
}

@Suite("The built-in model on the shipped history, against an independent program")
struct ModelHistoryTests {
    let fixture: JSON

    init() throws { fixture = try Fixtures.tree("modeling/model.json") }

    @Test("predictions, labels, decisions and money of three spans are theirs, and the totals to the cent")
    func predictions() throws {
        let policy = try Policies.with([ModelPolicies.anyCheck], frame: ModelPolicies.frame)
        var compared = 0
        for span in fixture.predictions.array {
            let found = try ModelPolicies.predictions(policy, from: span.from.string, to: span.to.string)
            #expect(found.predictions.array.count == span.predictions.array.count)
            for (a, b) in zip(found.predictions.array, span.predictions.array) {
                #expect(a.session == b.session && a.label_session == b.label_session)
                #expect(a.made_at == b.made_at)
                for name in ["mean", "sigma", "probability_up", "probability_of_event", "simple_return", "label"] {
                    #expect(agrees(a[name].double, b[name].double, within: 1e-12), "\(b.session.string) \(name)")
                }
                #expect(agrees(a.interval_95[0].double, b.lower_95.double))
                for name in ["acted", "outcome", "money", "value"] {
                    #expect(a[name] == b[name], "\(b.session.string) \(name)")
                }
                compared += 1
            }
            for name in ["money", "value", "always", "perfect", "false_positive_cost", "false_negative_cost"] {
                #expect(found.totals[name] == span.totals[name], "\(name)")
            }
            #expect(found.totals.true_positives == span.totals.TP && found.totals.false_negatives == span.totals.FN)
        }
        #expect(compared > 200)
    }

    @Test("thirty years: versions, states, coverage, skill, value with its interval, and every losing year")
    func walkForward() throws {
        let policy = try Policies.with([ModelPolicies.anyCheck], frame: ModelPolicies.frame)
        let scores = try Fixtures.tree("modeling/scores.json")
        let span = policy.calendar.span
        let all = PredictionsReport(try ModelPolicies.served(policy, span))
        let lines = all.csv.split(separator: "\n").dropFirst().map {
            $0.split(separator: ",", omittingEmptySubsequences: false)
        }
        #expect(Set(lines.map { $0[4] }).count == fixture.versions.int)
        #expect(lines[0][2] == fixture.first_version.string && lines.count == 7001)
        #expect(["missing", "pending", "matured"].map { state in lines.count { $0[17] == state } } == [3, 1, 6997])
        func walk(_ from: String, _ to: String, _ policy: Policy) throws -> JSON {
            let span = try #require(Day(iso: from))...(try #require(Day(iso: to)))
            let report = WalkForwardReport(try ModelPolicies.served(policy, span))
            return try JSON.parse(Data(report.json.text().utf8))
        }
        let fifteen = try walk("2005-01-01", "2019-12-31", policy)
        let expected = fixture.walk_forward_2005_2019
        #expect(fifteen.all.coverage_95.double == expected.coverage.coverage_95.double)
        #expect((0.935...0.96).contains(fifteen.all.coverage_95.double))
        #expect((0.78...0.83).contains(fifteen.all.coverage_80.double))
        for year in fifteen.years.array {
            let theirs = expected.coverage_by_year[String(year.year.int)]
            #expect(
                year.coverage_95.double == theirs.coverage_95.double
                    && year.coverage_80.double == theirs.coverage_80.double)
        }
        let sizes = fifteen.r_squared_of_absolute_return
        for name in ["model", "constant", "ewma", "vix"] {
            #expect(agrees(sizes[name].double, expected.r_squared.absolute_return[name].double), "\(name)")
        }
        #expect(["constant", "ewma", "vix"].allSatisfy { sizes[$0].double < sizes.model.double })
        let skill = scores.walk_forward["return"]
        #expect(agrees(fifteen.r_squared_of_return.value.double, skill.value.double))
        for end in 0..<2 {
            #expect(agrees(fifteen.r_squared_of_return.interval[end].double, skill.interval[end].double))
        }
        #expect(fifteen.skill == .bool(false))
        try decisions(try walk("1993-01-01", "2020-12-31", policy), scores.decisions.shipped)
        let down = try Policies.with(
            [ModelPolicies.anyCheck],
            frame: ModelPolicies.frame.replacing("probability_of_event above 0.125", with: "probability_up below 0.45"))
        try decisions(try walk("1993-01-01", "2020-12-31", down), scores.decisions["p-down"])
    }

    func decisions(_ found: JSON, _ expected: JSON) throws {
        for name in ["money", "value", "always", "perfect", "drawdown"] {
            #expect(found.all.totals[name] == expected[name], "\(name)")
        }
        #expect(agrees(found.value_a_year.value.double, expected.per_year.double))
        for end in 0..<2 {
            #expect(agrees(found.value_a_year.interval[end].double, expected.per_year_interval[end].double))
        }
        for year in found.years.array {
            #expect(year.totals.value == expected.by_year[String(year.year.int)], "\(year.year.int)")
        }
    }

    @Test(
        "a file cut at any day gives the same predictions up to it: nothing later is used",
        arguments: ["1996-05-14", "2008-10-01", "2018-02-05"])
    func cut(day: String) throws {
        let files = try TemporaryFiles()
        let market = try String(contentsOf: Policies.directory.appending(path: "market.csv"), encoding: .utf8)
        let kept = market.split(separator: "\n").filter { $0 <= "\(day)~" || $0.hasPrefix("date") }
        _ = try files.write(kept.joined(separator: "\n") + "\n", as: "market.csv")
        let whole = try Policies.with([ModelPolicies.anyCheck], frame: ModelPolicies.frame)
        let part = try Policies.with([ModelPolicies.anyCheck], frame: ModelPolicies.frame, directory: files.directory)
        let a = try ModelPolicies.predictions(whole, to: day, asOf: day)
        let b = try ModelPolicies.predictions(part, to: day, asOf: day)
        #expect(a == b && a.predictions.array.count > 500 && a.predictions.array.last?.session.string == day)
    }

    // MARK: - What was known when

    /// A market of which rows can be revised: `known_since` beside each row.
    static func revisable(_ files: TemporaryFiles, change: (String, [String]) -> [[String]]) throws -> Policy {
        let market = try String(contentsOf: Policies.directory.appending(path: "market.csv"), encoding: .utf8)
        var lines = ["date,sp500_close,sp500_volume,vix_close,known_since"]
        let calendar = TradingCalendar.newYorkStockExchange
        for line in market.split(separator: "\n").dropFirst() where line < "1993-06-01" {
            let fields = line.split(separator: ",").map(String.init)
            let day = try #require(Day(iso: fields[0]))
            let due = Timestamp.text(calendar.due(day, lag: PublicationLag(minutes: 90)))
            for row in change(fields[0], fields + [due]) { lines.append(row.joined(separator: ",")) }
        }
        _ = try files.write(lines.joined(separator: "\n") + "\n", as: "market.csv")
        let frame = ModelPolicies.frame.replacing(
            "    time: date\n", with: "    time: date\n    known_since: known_since\n"
        )
        .replacing(
            "      - {name: vix_close, type: number, min: 0}\n",
            with: "      - {name: vix_close, type: number, min: 0}\n      - {name: known_since, type: timestamp}\n")
        return try Policies.with([ModelPolicies.anyCheck], frame: frame, directory: files.directory)
    }

    @Test("a history that says when each row was known, and revises none, gives the same predictions")
    func knownSince() throws {
        let files = try TemporaryFiles()
        let policy = try Self.revisable(files) { [$1] }
        let plain = try Policies.with([ModelPolicies.anyCheck], frame: ModelPolicies.frame)
        let a = try ModelPolicies.predictions(policy, to: "1993-05-28", asOf: "1993-05-28")
        let b = try ModelPolicies.predictions(plain, to: "1993-05-28", asOf: "1993-05-28")
        #expect(a == b && a.predictions.array.count > 70)
    }

    @Test("a revised close changes the label from then on, and no prediction that was made before")
    func revisedClose() throws {
        let files = try TemporaryFiles()
        let policy = try Self.revisable(files) { day, row in
            guard day == "1993-04-15" else { return [row] }
            return [row, [day, "400.00", row[2], row[3], "1993-04-20T22:00:00Z"]]
        }
        let plain = try Policies.with([ModelPolicies.anyCheck], frame: ModelPolicies.frame)
        func row(_ session: String, _ policy: Policy, asOf: String) throws -> JSON {
            try ModelPolicies.predictions(policy, from: session, to: session, asOf: asOf).predictions[0]
        }
        let before = try row("1993-04-14", policy, asOf: "1993-04-19")
        let after = try row("1993-04-14", policy, asOf: "1993-04-21")
        let unrevised = try row("1993-04-14", plain, asOf: "1993-04-21")
        #expect(before == unrevised && before.state.string == "matured")
        #expect(after.state.string == "revised" && after.label != before.label)
        for name in ["mean", "sigma", "version", "made_at", "features"] {
            #expect(after[name] == before[name], "\(name)")
        }
        // The prediction on the row itself used the first close; one after the revision uses the second.
        func pair(_ session: String) throws -> (revised: JSON, plain: JSON) {
            (try row(session, policy, asOf: "1993-05-28"), try row(session, plain, asOf: "1993-05-28"))
        }
        let (itself, following, month) = (try pair("1993-04-15"), try pair("1993-04-21"), try pair("1993-05-04"))
        #expect(itself.revised.features == itself.plain.features)
        #expect(following.revised.features != following.plain.features)
        // The next refit learns from the revised label, the one before did not.
        #expect(following.revised.version == following.plain.version)
        #expect(month.revised.version != month.plain.version)
    }

    @Test("a row that comes late gives its prediction late, and none once its label is known")
    func lateRow() throws {
        let files = try TemporaryFiles()
        let policy = try Self.revisable(files) { day, row in
            switch day {
            case "1993-04-14": [Array(row.dropLast()) + ["1993-04-15T14:00:00Z"]]
            case "1993-04-21": [Array(row.dropLast()) + ["1993-04-23T14:00:00Z"]]
            default: [row]
            }
        }
        let found = try ModelPolicies.predictions(policy, from: "1993-04-12", to: "1993-04-23", asOf: "1993-05-28")
        let sessions = found.predictions.array.map(\.session.string)
        #expect(sessions.contains("1993-04-14") && !sessions.contains("1993-04-21"))
        let late = try #require(found.predictions.array.first { $0.session.string == "1993-04-14" })
        #expect(late.made_at.string == "1993-04-15T14:00:00Z")
        #expect(found.refused.array.map(\.what.string) == ["prediction \"sp500-next-session/1993-04-21\""])
        // Before it came, it did not exist.
        let early = try ModelPolicies.predictions(policy, from: "1993-04-14", to: "1993-04-14", asOf: "1993-04-14")
        #expect(early.predictions.array.isEmpty)
    }
}
