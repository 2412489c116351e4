package import Alerting
package import Core
package import Engine
import Foundation
package import TradingCalendar

/// The steps of a runbook with what became of each: `bellwether runbook show`.
package struct RunbookView {
    private let runbook: Runbook
    /// nil where only the runbook is asked for.
    private let rules: RunbookRules?
    private let zone: ExchangeZone
    /// Whether a job that is written down as running does run.
    private let isHeld: (String) -> Bool

    package init(_ found: RunbookCase, zone: ExchangeZone, isHeld: @escaping (String) -> Bool) {
        runbook = found.runbook
        rules = found.rules(now: .distantPast, instant: .distantPast)
        self.zone = zone
        self.isHeld = isHeld
    }

    package init(_ runbook: Runbook, zone: ExchangeZone) {
        self.runbook = runbook
        rules = nil
        self.zone = zone
        isHeld = { _ in false }
    }

    private func state(_ job: RunbookJob) -> String {
        job.isRunning && !isHeld(job.key) ? "interrupted" : job.state.name
    }

    // MARK: - Text

    /// - Parameter only: the step whose output is shown; nil for all steps without it.
    package func text(_ style: Style, step only: Int?) -> String {
        var head = "runbook \(runbook.name) · version \(runbook.version)"
        if let rules { head += " · incident \(rules.incident.id), \(rules.incident.state.name): \(rules.about)" }
        var lines = [style.bold(head.printable)]
        for (place, step) in runbook.steps.enumerated() where only == nil || only == place + 1 {
            lines.append("  \(place + 1). \(step.title) · \(step.kindText)".printable)
            let jobs = rules?.jobs.filter { $0.runbook == runbook.name && $0.step == place + 1 } ?? []
            for job in jobs {
                lines.append("     \(line(job))".printable)
                if only != nil, !job.output.isEmpty {
                    lines += job.outputLines.map { "       \($0)" }
                }
            }
        }
        if only == nil, let rules {
            lines.append(
                rules.next.map { "  next: bellwether runbook run \(rules.incident.id) --step \($0)" }
                    ?? "  all steps are done")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func line(_ job: RunbookJob) -> String {
        let when = zone.text(job.state.endedAt ?? job.requestedAt)
        let approval = job.approvedBy.map { ", approved by \($0)" } ?? ""
        let version = job.version == runbook.version ? "" : " (version \(job.version))"
        let reason: String = if case .failed(_, let why) = job.state { ": \(why)" } else { "" }
        let attempts = job.attempts > 1 ? ", at the \(job.attempts.ordinal) attempt" : ""
        return "\(state(job)) \(when), asked for by \(job.requestedBy)\(approval)\(attempts)\(version)\(reason)"
    }

    // MARK: - JSON

    package var json: JSONValue {
        var fields: [String: JSONValue] = [
            "runbook": .string(runbook.name), "version": .string(runbook.version),
            "steps": .array(
                runbook.steps.enumerated().map { place, step in
                    guard case .object(var fields) = step.json else { return .null }
                    let jobs = rules?.jobs.filter { $0.runbook == runbook.name && $0.step == place + 1 } ?? []
                    fields["step"] = .integer(place + 1)
                    fields["jobs"] = .array(jobs.map { $0.json(state: state($0)) })
                    return .object(fields)
                }),
        ]
        if let rules {
            fields["incident"] = .string(rules.incident.id)
            fields["check"] = .string(rules.about.check)
            fields["subject"] = .string(rules.about.subject)
            fields["next_step"] = JSONValue(rules.next)
        }
        return .object(fields)
    }
}

extension Runbook.Step {
    /// What kind of step, in words.
    fileprivate var kindText: String {
        let approval = approval.map { ", with the approval of \($0)" } ?? ""
        switch kind {
        case .manual: return "by hand"
        case .action(let action, let port, _): return "\(action.rawValue)\(port.map { " of \($0)" } ?? "")\(approval)"
        case .command(let arguments, let timeout, let idempotent):
            return
                "\(arguments.joined(separator: " ")), at most \(timeout) s\(idempotent ? ", idempotent" : "")\(approval)"
        }
    }
}

extension RunbookJob {
    /// What it said, for a terminal.
    package var outputLines: [String] {
        output.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map {
            String($0).replacing("\t", with: "    ").printable
        }
    }

    /// - Parameter state: as people are told.
    package func json(state: String) -> JSONValue {
        let reason: String? = if case .failed(_, let why) = self.state { why } else { nil }
        let since: Date? = if case .running(let since) = self.state { since } else { nil }
        return [
            "key": .string(key), "incident": .string(incident), "runbook": .string(runbook),
            "version": .string(version), "step": .integer(step), "number": .integer(number), "title": .string(title),
            "state": .string(state), "reason": JSONValue(reason), "requested_by": .string(requestedBy),
            "requested_at": .string(Timestamp.text(requestedAt)), "approved_by": JSONValue(approvedBy),
            "attempts": .integer(attempts), "running_since": JSONValue(since.map { Timestamp.text($0) }),
            "ended_at": JSONValue(self.state.endedAt.map { Timestamp.text($0) }), "output": .string(output),
        ]
    }
}
