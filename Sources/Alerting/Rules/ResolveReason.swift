/// The reason why an alert stopped firing.
package enum ResolveReason: String, Sendable, CaseIterable {
    case recovered
    case stale
    case checkRemoved = "check removed"
    case byHand = "by hand"
}
