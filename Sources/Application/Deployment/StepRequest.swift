/// A step of an incident's runbook that a person asks for.
package struct StepRequest: Sendable {
    package enum Purpose: Sendable {
        /// - Parameter again: although the step was interrupted and may have had its effect.
        case run(again: Bool)
        case approve(team: String)
    }

    /// The beginning of the incident's id.
    let incident: String
    /// nil for the runbook of the incident's root.
    let runbook: String?
    /// nil for the first step that is not done.
    let step: Int?
    let purpose: Purpose
    let person: String
    /// When it takes place; nil for now.
    let at: Parameter?

    package init(
        incident: String, runbook: String?, step: Int?, purpose: Purpose, by person: String, at: Parameter? = nil
    ) {
        self.incident = incident
        self.runbook = runbook
        self.step = step
        self.purpose = purpose
        self.person = person
        self.at = at
    }
}
