import PolicyFile

/// A policy and the path that it was read from.
struct LocatedPolicy: Sendable {
    let policy: Policy
    let path: String
}
