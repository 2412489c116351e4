import Checks
import Core
import Foundation
import PolicyFile
import Presentation
import Reports
import TestSupport
import Testing
import TradingCalendar

@Suite("Policies")
struct PolicyTests {
    static let bad =
        (try? FileManager.default.contentsOfDirectory(atPath: Fixtures.url("policies").path))?
        .filter { $0.hasSuffix(".bad.yml") }.sorted() ?? []

    @Test("a bad policy is told every problem, with place, value and a right example", arguments: bad)
    func problems(name: String) throws {
        let loaded = LoadedPolicy(
            text: try Fixtures.text("policies/\(name)"), path: Fixtures.url("policies/\(name)").path)
        #expect(loaded.policy == nil)
        let report = PolicyReport(loaded).text(Style(isColoured: false), width: 100).replacing(
            Fixtures.url("policies").path + "/", with: "")
        #expect(report == (try Fixtures.text("policies/\(name.replacing(".bad.yml", with: ".expected"))")))
    }

    @Test("there are bad policies for every rule of validation")
    func coverage() { #expect(Self.bad.count >= 35) }

    @Test("a good policy has no error and no doubt of its own")
    func good() throws {
        let loaded = LoadedPolicy(text: try Fixtures.text("policies/plain.good.yml"), path: "plain.good.yml")
        let policy = try #require(loaded.policy)
        #expect(loaded.problems.isEmpty && PolicyLints.problems(policy, environment: [:], now: Policies.now).isEmpty)
        #expect(policy.checks.map(\.name) == ["schema", "drift"] && policy.checks[1].owner == ["data", "science"])
    }

    @Test("rules of the model that cannot judge, cry wolf or cost too much are doubted, with the number that shows it")
    func modelDoubts() throws {
        func lints(_ check: String, frame: String = ModelPolicies.frame) throws -> [String] {
            PolicyLints.problems(try Policies.with([check], frame: frame), environment: [:], now: Policies.now).map(
                \.message)
        }
        let twoWeeks = try lints(
            "name: n, metric: rmse, window: 10 sessions, relative_to: baseline, critical: above 20%")
        #expect(twoWeeks.count == 1 && twoWeeks[0].contains("on 15.6 % of days"))
        #expect(
            try lints("name: n, metric: rmse, window: 63 sessions, relative_to: baseline, critical: above 20%").isEmpty)
        let short = try lints("name: n, metric: calibration, window: 63 sessions, warning: above 3")
        #expect(short.first?.contains("never judged") ?? false)
        #expect(
            try lints("name: n, metric: hit_rate, window: 5 sessions, warning: below 50%")[0].contains("needs 10 pairs")
        )
        #expect(
            try lints("name: n, metric: hit_rate, window: 63 sessions, warning: below 150%")[0].contains(
                "below 1.5 is always so"))
        #expect(
            try lints("name: n, metric: hit_rate, window: 63 sessions, warning: above 9")[0].contains(
                "above 9 is never so"))
        let dear = ModelPolicies.frame.replacing("above 0.125", with: "above 0.4")
        let costs = try lints("name: n, metric: hit_rate, window: 63 sessions, warning: below 50%", frame: dear)
        #expect(costs.count == 1 && costs[0].contains("it pays above a probability of 0.125; this acts above 0.4"))
        let ledger = Policies.frame.replacing("runbooks:", with: "model: {ledger: p.csv, labels: l.csv}\nrunbooks:")
        #expect(
            try lints("name: n, metric: importance_shift, window: 504 sessions, warning: above 0.5", frame: ledger)[0]
                .contains("which a ledger does not have"))
    }

    func lints(_ check: String) throws -> [String] {
        PolicyLints.problems(try Policies.with([check + ", no_data: alert"]), environment: [:], now: Policies.now).map(
            \.message)
    }

    @Test("a source of which nobody is told when it cannot be read is doubted")
    func unheardFailure() throws {
        let check = "name: n, metric: null_percent, of: vix_close, window: 252 sessions, critical: above 5"
        let doubts = PolicyLints.problems(try Policies.with([check]), environment: [:], now: Policies.now).map(
            \.message)
        #expect(
            doubts == ["when the source \"market\" cannot be read, nobody is told: no check of it says no_data: alert"])
        #expect(try lints(check).isEmpty)
    }

    @Test("a null warning that cannot occur is doubted with the number that shows it")
    func unreachableWarning() throws {
        #expect(
            try lints(
                "name: n, metric: null_percent, of: vix_close, window: 21 sessions, warning: above 0.5, critical: above 2"
            )
                == [
                    "one null in 21 rows is 4.8 %: a warning above 0.5 cannot occur, the first null that counts is critical"
                ])
        #expect(
            try lints(
                "name: n, metric: null_percent, of: vix_close, window: 252 sessions, warning: above 0.5, critical: above 2"
            ).isEmpty)
        // Over 252 sessions one null is ok, two warn, six are critical.
        let percents: [Double] = [100.0 / 252, 200.0 / 252, 500.0 / 252, 600.0 / 252]
        #expect(
            percents.map { $0 > 0.5 } == [false, true, true, true]
                && percents.map { $0 > 2 } == [false, false, false, true])
    }

    @Test("a warning that what is critical already covers is doubted")
    func invertedLimits() throws {
        for warning in [2, 5] {
            let doubts = try lints(
                "name: n, metric: null_percent, of: vix_close, window: 21 sessions, warning: above \(warning), critical: above 2"
            )
            #expect(doubts == ["a warning above \(warning) cannot occur: what is above 2 is critical already"])
        }
    }

    @Test("a PSI limit inside the noise is doubted, one outside is not")
    func noisyPSI() throws {
        let noisy = try lints("name: n, metric: psi, of: vix_close, window: 21 sessions, critical: above 0.3")
        #expect(noisy.count == 1)
        #expect(
            noisy[0].hasPrefix("with 21 rows and 10 bins PSI averages 0.33 when nothing has changed: above 0.3 in 5"),
            "\(noisy)")
        #expect(try lints("name: n, metric: psi, of: vix_close, window: 63 sessions, critical: above 0.3").isEmpty)
    }

    @Test("an alias bomb is refused")
    func aliasBomb() {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1..<12 {
            text +=
                "a\(level): &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
                + "]\n"
        }
        let loaded = LoadedPolicy(text: text, path: "bomb.yml")
        #expect(loaded.policy == nil && loaded.problems.contains { $0.message.contains("larger than 100000 values") })
    }

    @Test("a calendar comes from a file, with its own zone, closures and early closes")
    func calendarFile() throws {
        let files = try TemporaryFiles()
        let path = try files.write(
            """
            name: XLON
            zone: Europe/London
            close: "16:30"
            from: 2024-01-01
            to: 2024-12-31
            closures: {2024-12-25: Christmas Day, 2024-12-26: Boxing Day}
            early_closes: {2024-12-24: "12:30 Christmas Eve"}
            """, as: "london.yml")
        let calendar = try CalendarFile.named(path)
        #expect(
            calendar.name == "XLON" && calendar.closures.count == 2
                && calendar.earlyCloses[0].close.description == "12:30")
        let broken = try files.write(
            "name: X\nzone: Europe/Nowhere\nclose: 16.30\nfrom: 2024-01-01\nto: 2024-12-31\n", as: "broken.yml")
        #expect(throws: InputFailure.self) { try CalendarFile.named(broken) }
    }
}
