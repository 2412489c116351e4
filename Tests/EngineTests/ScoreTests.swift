import Core
import Engine
import Foundation
import PolicyFile
import Presentation
import Reports
import TestSupport
import Testing
import TradingCalendar

@Suite("Checks of the model and business layers on the shipped history, against an independent program")
struct ScoreTests {
    let fixture: JSON

    init() throws { fixture = try Fixtures.tree("modeling/scores.json") }

    /// A check's row as the fixture means it.
    func row(_ item: JSON) -> String {
        var row =
            "name: \(item.check.string), metric: \(item.metric.string), window: \(item.window.int) sessions, warning: above 9"
        if item.metric.string == "calibration" { row += ", of: \(item.subject.string)" }
        if !item.baseline.isNull, item.metric.string != "importance_shift" { row += ", relative_to: baseline" }
        if item.baseline.string == "before" { row += ", baseline: {sessions: 504, before: window}" }
        return row
    }

    @Test(
        "every value, interval and p-value is theirs to 1e-9",
        arguments: ["2008-11-20", "2012-06-29", "2018-02-05", "2020-03-16", "1997-12-31", "2000-01-10"])
    func scores(day: String) throws {
        var compared = 0
        let end = try #require(AsOf.parse(day, calendar: .newYorkStockExchange))
        let plain = try Policies.with([ModelPolicies.anyCheck], frame: ModelPolicies.frame)
        let history = try DeploymentHistory(plain, through: end)
        for item in fixture.checks.array where item.as_of.string == day {
            let policy = try Policies.with([row(item)], frame: ModelPolicies.frame)
            let run = CheckRun(history.with(policy), asOf: end)
            let result = try JSON.parse(Data(CheckReport(run).json.text().utf8)).checks[0]
            let name: Comment = "\(item.metric.string) \(item.subject.string) \(item.window.int) \(day)"
            #expect(result.subject == item.subject && result.sample == item.n, name)
            #expect(result.window.from == item.window_from && result.window.to == item.window_to, name)
            #expect(agrees(result.value.double, item.value.double), name)
            #expect(result.interval.array.count == item.interval.array.count, name)
            for (a, b) in zip(result.interval.doubles, item.interval.doubles) { #expect(agrees(a, b), name) }
            if !item.p_value.isNull { #expect(agrees(result.p_value.double, item.p_value.double), name) }
            details(result, item, name)
            compared += 1
        }
        #expect(compared == (day < "2001" ? 1 : 29))
    }

    /// The standard error of an interval, and where it comes from.
    func error(_ result: JSON, _ item: JSON, _ name: Comment) {
        guard !item.error.isNull, item.metric.string != "value_captured" else { return }
        let (found, history) = (result.details.interval_from, item.error.history)
        let isOfHistory = !history.isNull
        #expect(found.source.string == (isOfHistory ? "history" : "window"), name)
        let expected = isOfHistory ? history.standard_error.double : item.error.standard_error.double
        #expect(abs(found.standard_error.double - expected) <= 1e-9 * expected, name)
        #expect(found.degrees_of_freedom.int == Int((isOfHistory ? history.degrees : item.error.cosines).double), name)
        if isOfHistory { #expect(agrees(found.windows.double, history.windows.double), name) }
    }

    func details(_ result: JSON, _ item: JSON, _ name: Comment) {
        let details = result.details
        error(result, item, name)
        switch item.metric.string {
        case "calibration" where item.subject.string.hasPrefix("probability"):
            #expect(
                agrees(details.ece.double, item.ece.double)
                    && agrees(details.ece_95_if_right.double, item.ece_95.double), name)
            for part in ["reliability", "resolution", "uncertainty", "within_bin_residual"] {
                #expect(agrees(details.brier[part].double, item[part].double), name)
            }
            #expect(agrees(details.brier.score.double, item.brier.double), name)
            #expect(details.reliability_curve.array.count == 10)
            for (a, b) in zip(details.reliability_curve.array, item.bins.array) {
                #expect(a.count.int == b.n.int && agrees(a.mean_probability.double, b.mean_p.double), name)
                #expect(agrees(a.share.double, b.share.double), name)
                #expect(agrees(a.interval[0].double, b.low.double) && agrees(a.interval[1].double, b.high.double), name)
            }
        case "calibration":
            #expect(details.inside == item.inside && agrees(details.z.double, item.z.double), name)
            for (a, b) in zip(details.share_interval.doubles, item.share_interval.doubles) {
                #expect(agrees(a, b), name)
            }
            if !item.pit.isNull { #expect(details.pit.ints == item.pit.ints, name) }
        case "importance_shift":
            #expect(details.groups == item.groups, name)
            for (a, b) in zip(details.window_shares.doubles, item.shares.doubles) { #expect(agrees(a, b), name) }
            for (a, b) in zip(details.baseline_shares.doubles, item.shares_baseline.doubles) {
                #expect(agrees(a, b), name)
            }
            for (a, b) in zip(details.squared_error_increases.doubles, item.increase_of_squared_error.doubles) {
                #expect(agrees(a, b, within: 1e-14), name)
            }
            #expect(agrees(details.rank_correlation.double, item.rank_correlation.double), name)
            #expect(details.baseline_sample == item.baseline_n, name)
        case "missing_labels":
            #expect(details.labels == item.states && details.labels_of_all.pending == item.pending_in_all, name)
        case "rmse", "mae", "scaled_rmse":
            if !item.baseline.isNull { #expect(agrees(details.baseline_score.double, item.baseline.double), name) }
        case "bias": break
        case "hit_rate": #expect(details.hits == item.hits, name)
        default:
            for key in ["money", "never", "value", "always", "perfect"] {
                #expect(details.totals[key] == item.totals[key], name)
            }
        }
    }
}

@Suite("Estimates before the labels arrive, against an independent program")
struct EstimateTests {
    @Test("value, band, what was realised and the trust of each window are theirs to 1e-9")
    func estimates() throws {
        let fixture = try Fixtures.tree("modeling/estimates.json").estimates.array
        let plain = try Policies.with([ModelPolicies.anyCheck], frame: ModelPolicies.frame)
        let history = try DeploymentHistory(
            plain, through: try #require(AsOf.parse("2020-03-16", calendar: plain.calendar)))
        var estimated = 0
        for item in fixture {
            let name: Comment = "\(item.metric.string) \(item.window.int) \(item.as_of.string)"
            let policy = try Policies.with(
                ["name: e, metric: \(item.metric.string), window: \(item.window.int) sessions, warning: above 0.9"],
                frame: ModelPolicies.frame)
            let run = CheckRun(
                history.with(policy), asOf: try #require(AsOf.parse(item.as_of.string, calendar: policy.calendar)))
            let result = try JSON.parse(Data(CheckReport(run).json.text().utf8)).checks[0]
            guard !item.value.isNull else {
                #expect(result.value.isNull && result.reason.string.contains("base rate"), name)
                continue
            }
            estimated += 1
            #expect(agrees(result.value.double, item.value.double) && result.sample == item.n, name)
            for end in 0..<2 { #expect(agrees(result.interval[end].double, item.band[end].double), name) }
            #expect(agrees(result.details.realised.double, item.realised.double), name)
            #expect(result.details.realised_sample == item.realised_n, name)
            let past = item.earlier.array.filter { !$0.value.isNull }
            #expect(result.details.past.array.count == past.count, name)
            for (a, b) in zip(result.details.past.array, past) {
                #expect(a.from == b.window_from && agrees(a.value.double, b.value.double), name)
                #expect(agrees(a.band[0].double, b.band[0].double) && agrees(a.band[1].double, b.band[1].double), name)
                #expect(agrees(a.realised.double, b.realised.double) && a.missed == b.missed, name)
            }
            #expect(
                result.details.earlier_windows == item.windows && result.details.missed_windows == item.missed, name)
            #expect(result.details.trusted == item.trusted, name)
        }
        #expect(estimated >= 16 && fixture.count == 24)
    }
}
