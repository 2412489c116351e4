package import Core

/// The effect of an evaluation on an alert, with the reason; also why nothing happened.
package enum AlertChange: Equatable, Sendable {
    case pending(String)
    case fired(Severity, String)
    case rose(Severity, String)
    case resolved(ResolveReason, String)
    /// It was pending, and is not any more.
    case dropped(String)
    /// Something was seen that did not change the state.
    case unchanged(String)
}
