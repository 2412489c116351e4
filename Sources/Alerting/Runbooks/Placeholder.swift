/// A placeholder in the arguments of a runbook's command: `{{since}}`.
package enum Placeholder: String, Sendable, CaseIterable {
    case since, until, incident, check, subject, severity, deployment, job
}
