import Alerting
import Core
import Engine
import Foundation
import Lifecycle
import PolicyFile
import Presentation
import Reports
import TradingCalendar

/// Actions that need nothing of the outside but the policy's sources.
enum RunbookAction {
    static func freeze(
        _ runbook: RunbookCase, _ freezes: [Freeze], by person: String, at instant: Date
    ) throws(Refusal) -> ActionResult {
        let policy = runbook.policy
        let until = policy.decider.end(of: FreezeRules.duration, after: instant)
        let change = try FreezeRules(freezes, at: instant).freeze(
            .promotion, reason: "\(runbook.incident.severity.rawValue): \(runbook.incident.root.key)", by: person,
            incident: runbook.incident.id, until: until)
        let words = "promotions are frozen until \(policy.calendar.zone.text(change.freezes.first?.until ?? until))"
        return ActionResult(StepResult(.done(words), output: words), freezes: change)
    }

    static func diagnose(_ runbook: RunbookCase, at instant: Date) -> ActionResult {
        described(runbook, at: instant) { asked in
            let report = try DiagnosisReport(asked)
            return (report.conclusions.first ?? "", report)
        }
    }

    static func compare(_ runbook: RunbookCase, at instant: Date) -> ActionResult {
        described(runbook, at: instant) { asked in
            let report = try ComparisonReport(asked)
            return (report.summary, report)
        }
    }

    /// The width of the text that a job keeps.
    private static let width = 100

    private static func described(
        _ runbook: RunbookCase, at instant: Date, _ work: (SourceDiagnosis) throws -> (String, any Presentable)
    ) -> ActionResult {
        do {
            let (summary, report) = try work(runbook.diagnosis(at: instant))
            let text = report.text(Style(isColoured: false), width: width).trimmingCharacters(in: .newlines)
            return ActionResult(StepResult(.done(summary), output: text))
        } catch {
            return ActionResult(.failed("\(error)"))
        }
    }
}
