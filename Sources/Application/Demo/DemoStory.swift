import Core
import Engine
package import Foundation
import PolicyFile
package import Presentation
import Reports
import TradingCalendar

/// The story that `bellwether demo` shows: the shipped policy on four days of history, and on a feed broken five ways.
package struct DemoStory {
    package static let days = ["2017-06-15", "2008-11-20", "2018-02-05", "2020-03-16"]
    private static let policyName = "as-written.yml"
    private static let dataName = "market.csv"

    private let policy: Policy
    private let policyText: String
    private let csv: String
    private let style: Style
    private let width: Int

    /// - Parameter example: the directory of the example.
    /// - Throws: ``InputFailure`` when the example is not there.
    package init(example: URL, style: Style, width: Int) throws {
        let path = example.appending(path: DemoStory.policyName).path(percentEncoded: false)
        guard let policy = try LoadedPolicy(path: path).policy else {
            throw InputFailure(path: path, "does not validate")
        }
        self.policy = policy
        policyText = try LoadedPolicy.text(path)
        let data = example.appending(path: DemoStory.dataName)
        do { csv = try String(contentsOf: data, encoding: .utf8) } catch {
            throw InputFailure(path: data.path(percentEncoded: false), "cannot be read")
        }
        self.style = style
        self.width = width
    }

    /// Tells the story piece by piece.
    package func tell(_ say: (String) throws -> Void) throws {
        try say(heading("1. Thirty years of the VIX and the S&P 500, judged by the policy as written"))
        let history = try DeploymentHistory(policy, through: policy.calendar.endOfDay(policy.calendar.span.upperBound))
        let runs = DemoStory.days.compactMap { day in
            AsOf.parse(day, calendar: policy.calendar).map { CheckRun(history, asOf: $0) }
        }
        try say(runs.last.map { CheckReport($0).text(style, width: width) } ?? "")
        try say(heading("2. The same on four days, and the drift of log returns beside the drift of levels"))
        try say(comparison(runs, history))
        try say(verdictOnTheRule(history))
        try say(heading("3. A feed broken five ways, as of \(DemoStory.days[3])"))
        try say(brokenFeeds())
        try say(
            paragraph(
                """
                Try it: bellwether check Examples/sp500/as-written.yml --as-of 2008-10-10. Then change a threshold in \
                the file and run bellwether validate on it.
                """
            ))
    }

    // MARK: - Levels and returns

    /// The written drift check with `as: log_return`, under its own name.
    private func withLogReturns() throws -> Policy {
        let written = "{name: drift,     metric: psi,             of: [vix_close, sp500_close], window: 63 sessions,"
        guard policyText.contains(written) else {
            throw InputFailure(
                path: DemoStory.policyName,
                "the drift check is not as it was shipped, so the demo has nothing to compare")
        }
        let text = policyText.replacing(
            written, with: written.replacing("{name: drift, ", with: "{name: drift-log-return, as: log_return, "))
        let loaded = LoadedPolicy(text: text, path: policy.directory + "/" + DemoStory.policyName)
        guard let policy = loaded.policy else { throw InputFailure(path: DemoStory.policyName, "does not validate") }
        return policy
    }

    private func comparison(_ runs: [CheckRun], _ history: DeploymentHistory) throws -> String {
        let returns = history.with(try withLogReturns())
        var table = [
            ["as of", "schema", "nulls", "behind", "psi vix", "psi sp500", "psi vix", "psi sp500", "relation"]
        ]
        table.append(["", "", "", "", "level", "level", "log return", "log return", "slope moved"])
        for run in runs {
            let other = CheckRun(returns, asOf: run.asOf)
            func cell(_ run: CheckRun, check: String, subject: String? = nil) -> String {
                guard
                    let result = run.results.first(where: {
                        $0.check == check && (subject == nil || $0.subject == subject)
                    })
                else { return "–" }
                return (result.measurement.value?.shortText ?? "–") + result.verdict.flag
            }
            table.append([
                run.session?.description ?? "–", cell(run, check: "schema"), cell(run, check: "nulls"),
                cell(run, check: "freshness"),
                cell(run, check: "drift", subject: "vix_close"), cell(run, check: "drift", subject: "sp500_close"),
                cell(other, check: "drift-log-return", subject: "vix_close"),
                cell(other, check: "drift-log-return", subject: "sp500_close"),
                cell(run, check: "relation"),
            ])
        }
        return TextTable(table, left: 1).lines.map { "  \($0)" }.joined(separator: "\n")
            + "\n  ✗ critical  ! warning  ? not enough evidence\n"
    }

    /// On how many days of the whole history the written rule is critical.
    private func verdictOnTheRule(_ history: DeploymentHistory) throws -> String {
        let levels = history.criticalDays(ofCheck: "drift")
        let returns = history.with(try withLogReturns()).criticalDays(ofCheck: "drift-log-return")
        let every = levels.critical == levels.judged ? "every one" : "\(levels.critical)"
        return paragraph(
            """
            Said plainly: the drift rule as written, PSI above 0.3 on the levels of vix_close and sp500_close, is \
            critical on \(every) of the \(levels.judged) days of this history that can be judged. A trending level never \
            resembles its past, so the rule says nothing; a team that is paged by it switches it off. On log returns \
            the same rule is critical on \(returns.critical) of \(returns.judged) days \
            (\((100 * Double(returns.critical) / Double(max(1, returns.judged))).fixed(0)) %). The relation is judged by a \
            threshold calibrated for two alarms a year.
            """
        )
    }

    // MARK: - Broken feeds

    private func brokenFeeds() throws -> String {
        let directory = FileManager.default.temporaryDirectory.appending(path: "bellwether-demo-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer {
            do { try FileManager.default.removeItem(at: directory) } catch {
                // A temporary directory that stays is the system's to clean.
            }
        }
        guard let session = Day(iso: DemoStory.days[3]),
            let instant = AsOf.parse(DemoStory.days[3], calendar: policy.calendar)
        else { return "" }
        let path = directory.appending(path: DemoStory.policyName)
        try Data(policyText.utf8).write(to: path)
        var lines: [String] = []
        for copy in BrokenCopy.allCases {
            try Data(copy.breaking(csv, through: session).utf8).write(to: directory.appending(path: DemoStory.dataName))
            guard let broken = try LoadedPolicy(path: path.path(percentEncoded: false)).policy else { continue }
            let run = try CheckRun(broken, asOf: instant)
            lines += ["  " + style.bold(copy.rawValue) + ": \(copy.account)"]
            let notable = run.results.filter {
                $0.layer == .data && $0.verdict != .ok && $0.check != "drift" && $0.check != "relation"
            }
            for result in notable {
                lines.append(
                    """
                        \(style.verdict(result.verdict.word.padded(9), result.verdict)) \(result.check) \
                    \(result.subject)
                    """
                )
                lines += result.reason.wrapped(to: width - 14).map { "              \($0)" }
                lines.append("              → \(result.owner.joined(separator: " and ")): \(result.firstStep)")
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    // MARK: - Words

    private func heading(_ text: String) -> String { "\n" + style.bold(text) + "\n" }

    private func paragraph(_ text: String) -> String {
        "\n" + text.wrapped(to: width - 2).map { "  \($0)" }.joined(separator: "\n") + "\n"
    }
}

extension Verdict {
    fileprivate var flag: String {
        switch self {
        case .ok: "  "
        case .insufficientEvidence: " ?"
        case .warning: " !"
        case .critical: " ✗"
        case .noData, .error: " –"
        }
    }
}
