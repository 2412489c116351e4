package import Core
package import Foundation

/// The outcome of one instant: everything that is to be written, together or not at all.
package struct Decision: Equatable, Sendable {
    package let at: Date
    /// True for the decision of a tick, false for that of a command.
    package let isTick: Bool
    /// The revision of the state that it was decided on; nil where it rests on no state.
    package let revision: Int?
    /// Alerts that are new or have changed.
    package var alerts: [Alert] = []
    /// Incidents that are new or have changed.
    package var incidents: [Incident] = []
    package var silences: [Silence] = []
    package var messages: [Message] = []
    package var audit: [AuditEntry] = []
    /// The settings of the policy, where the store does not know them yet.
    package var policy: PolicySettings?

    package init(at: Date, isTick: Bool, revision: Int? = nil) {
        self.at = at
        self.isTick = isTick
        self.revision = revision
    }
}
