package import Alerting
import Checks
package import Core
package import Engine
package import Foundation
package import Lifecycle
import PolicyFile
import Presentation
import TradingCalendar

/// What an action did.
package struct ActionResult: Sendable {
    package let result: StepResult
    /// What it changed beside its own job; written with its end.
    package let freezes: FreezeRules.Change?

    package init(_ result: StepResult, freezes: FreezeRules.Change? = nil) {
        self.result = result
        self.freezes = freezes
    }

    package init(_ ending: StepResult.Ending) { self.init(StepResult(ending, output: "")) }
}

/// Actions that need nothing of the outside but the policy's sources.
package enum RunbookAction {
    package static func freeze(
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

    package static func diagnose(_ runbook: RunbookCase, at instant: Date) -> ActionResult {
        described { () throws -> (String, String) in
            let view = try DiagnosisView(runbook.diagnosis(at: instant))
            return (
                view.conclusions.first ?? "",
                view.text(Style(isColoured: false), width: 100).trimmingCharacters(in: .newlines)
            )
        }
    }

    package static func compare(_ runbook: RunbookCase, at instant: Date) -> ActionResult {
        described { () throws -> (String, String) in
            let view = try ComparisonView(runbook.diagnosis(at: instant))
            return (view.summary, view.text(Style(isColoured: false), width: 100).trimmingCharacters(in: .newlines))
        }
    }

    private static func described(_ work: () throws -> (String, String)) -> ActionResult {
        do {
            let (words, text) = try work()
            return ActionResult(StepResult(.done(words), output: text))
        } catch {
            return ActionResult(.failed("\(error)"))
        }
    }
}
