import Alerting
import Core
import Foundation
package import Reports
import TradingCalendar

extension RunbookReport: Presentable {
    package func text(_ style: Style, width: Int) -> String {
        var lines = [style.bold(head.printable)]
        for step in steps where selectedStep == nil || selectedStep == step.number {
            lines.append("  \(step.number). \(step.step.title) · \(step.step.kindText)".printable)
            for report in step.jobs {
                lines.append("     \(line(report))".printable)
                if selectedStep != nil, !report.job.output.isEmpty {
                    lines += report.outputLines.map { "       \($0)" }
                }
            }
        }
        if selectedStep == nil, let about {
            if let team = about.awaitedApproval {
                let asker = about.requestedBy.map { "; not \($0), who asked for it" } ?? ""
                lines.append("  somebody of \(team) has to approve it\(asker)".printable)
            }
            lines.append(
                about.nextCommand.map { "  next: \($0)".printable } ?? "  all steps are done")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private var head: String {
        let incident = about.map { " · incident \($0.incident.id), \($0.incident.state.name): \($0.alert)" } ?? ""
        return "runbook \(name) · version \(version)\(incident)"
    }

    private func line(_ report: JobReport) -> String {
        let job = report.job
        let when = zone.text(job.state.endedAt ?? job.requestedAt)
        let approval = job.approvedBy.map { ", approved by \($0)" } ?? ""
        let attempts = job.attempts > 1 ? ", at the \(job.attempts.ordinal) attempt" : ""
        let version = job.version == version ? "" : " (version \(job.version))"
        let reason = report.reason.map { ": \($0)" } ?? ""
        return "\(report.state) \(when), asked for by \(job.requestedBy)\(approval)\(attempts)\(version)\(reason)"
    }
}

extension Runbook.Step {
    /// The kind of step, in words.
    fileprivate var kindText: String {
        let approval = approval.map { ", with the approval of \($0)" } ?? ""
        switch kind {
        case .manual: return "by hand"
        case .action(let action, let port, _): return "\(action.rawValue)\(port.map { " of \($0)" } ?? "")\(approval)"
        case .command(let arguments, let timeout, let idempotent):
            let again = idempotent ? ", idempotent" : ""
            return "\(arguments.joined(separator: " ")), at most \(timeout) s\(again)\(approval)"
        }
    }
}

extension JobReport {
    /// The output, for a terminal.
    package var outputLines: [String] {
        job.output.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map {
            String($0).replacing("\t", with: "    ").printable
        }
    }
}
