package import Core

/// A person's answer to incidents and alerts.
package enum OperatorCommand: Sendable {
    /// - Parameters:
    ///   - incident: the beginning of its id, as in every command.
    ///   - holding: how long the answer holds; nil for the policy's `acknowledge_for`.
    case acknowledge(incident: String, holding: TimeSpan?)
    case mitigate(incident: String, holding: TimeSpan?)
    case resolve(incident: String, reason: String)
    case close(incident: String)
    case silence(SilenceRequest)
    case endSilence(id: String)
}
