import Alerting
package import Core
import Foundation
package import Reports

extension RunbookReport: JSONConvertible {
    package var json: JSONValue {
        let fields = JSONValue.fields(["runbook": name, "version": version, "steps": steps])
        guard let about else { return fields }
        return fields.adding([
            "incident": about.incident.id, "check": about.alert.check, "subject": about.alert.subject,
            "next_step": about.nextStep, "next_command": about.nextCommand,
            "awaits_approval_of": about.awaitedApproval,
        ])
    }
}

extension RunbookReport.Step: JSONConvertible {
    package var json: JSONValue { step.json.adding(["step": number, "jobs": jobs]) }
}

extension JobReport: JSONConvertible {
    package var json: JSONValue {
        let since: Date? = if case .running(let since) = job.state { since } else { nil }
        return .fields([
            "key": job.key, "incident": job.incident, "runbook": job.runbook, "version": job.version,
            "step": job.step, "number": job.number, "title": job.title, "state": state, "reason": reason,
            "requested_by": job.requestedBy, "requested_at": job.requestedAt, "approved_by": job.approvedBy,
            "attempts": job.attempts, "running_since": since, "ended_at": job.state.endedAt, "output": job.output,
        ])
    }
}

extension RunbookListReport: JSONConvertible {
    package var json: JSONValue { .fields(["incidents": entries]) }
}

extension RunbookListReport.Entry: JSONConvertible {
    package var json: JSONValue {
        .fields([
            "incident": incident.id, "state": incident.state.name, "check": incident.root.key.check,
            "subject": incident.root.key.subject, "runbook": runbook?.name, "version": runbook?.version,
            "steps": runbook?.steps.count, "next_step": nextStep, "next_title": nextTitle,
            "next_state": latest?.state.name, "awaits_approval_of": awaitedApproval,
        ])
    }
}
