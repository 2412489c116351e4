package import Foundation

/// The state that decisions go on from: all alerts, and the incidents that are not resolved.
package struct AlertingState: Equatable, Sendable {
    /// The number of changes to the store before this was read. A decision is committed only on its own revision.
    package var revision: Int
    /// The latest instant that was decided.
    package var lastInstant: Date?
    package var alerts: [AlertKey: Alert]
    /// Those that are not resolved, in the order in which they were opened.
    package var incidents: [Incident]
    /// Those that have not ended at the latest instant.
    package var silences: [Silence]
    /// Names the settings of the policy of the latest tick; nil before the first.
    package var policyDigest: String?
    /// The number of corrections of the clock: instants that come a second time begin other incidents.
    package var clockCorrections: Int

    package init(
        revision: Int = 0, lastInstant: Date? = nil, alerts: [AlertKey: Alert] = [:], incidents: [Incident] = [],
        silences: [Silence] = [], policyDigest: String? = nil, clockCorrections: Int = 0
    ) {
        self.revision = revision
        self.lastInstant = lastInstant
        self.alerts = alerts
        self.incidents = incidents
        self.silences = silences
        self.policyDigest = policyDigest
        self.clockCorrections = clockCorrections
    }
}
