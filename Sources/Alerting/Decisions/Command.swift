package import Core

/// A change of the state from outside a tick.
package enum Command: Equatable, Sendable {
    /// - Parameter holding: how long the answer holds; nil for `acknowledge_for` of the policy.
    case acknowledge(incident: String, by: String, holding: TimeSpan?)
    case mitigate(incident: String, by: String, holding: TimeSpan?)
    case resolve(incident: String, by: String, reason: String)
    case close(incident: String, by: String)
    case silence(Silence)
    case endSilence(id: String, by: String)
    /// A message cannot be delivered.
    case deadLetter(Message, reason: String)
    /// Some recipients of a message will never get it, and others have it.
    case lostRecipients(Message, reason: String)
    /// A step of a runbook waits for the approval of a team.
    case askApproval(incident: String, team: String, why: String)
    /// A dead letter is to be sent again after all; with its resolve, where the incident is over and none was written.
    case requeue(Message, by: String, hasResolve: Bool)
    /// A message is not to be sent.
    case drop(Message, by: String, reason: String)
}
