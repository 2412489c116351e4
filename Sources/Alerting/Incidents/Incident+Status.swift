extension Incident {
    /// The name of a state, without its details.
    package enum Status: String, Sendable, CaseIterable {
        case open
        case acknowledged
        case mitigating
        case resolved
        case closed

        package var isResolved: Bool { self == .resolved || self == .closed }
    }
}

extension Incident.State {
    package var status: Incident.Status {
        switch self {
        case .open: .open
        case .acknowledged: .acknowledged
        case .mitigating: .mitigating
        case .resolved: .resolved
        case .closed: .closed
        }
    }

    package var name: String { status.rawValue }
}
