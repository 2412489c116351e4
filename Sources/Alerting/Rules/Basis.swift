package import Core
package import Foundation

extension Alert {
    /// The standing of an alert before its latest session, and the content on which that session was judged: when the
    /// content changes, the session is judged again from there.
    package struct Basis: Equatable, Sendable {
        package enum Standing: Equatable, Sendable {
            case calm
            case pending(since: Date, breaches: Int)
            case firing(pendingSince: Date, severity: Severity, clear: Int)
        }

        /// The rows that the check looks at, and its settings.
        package let content: Fingerprint
        package var standing: Standing
        /// Sessions in a row with nothing to judge.
        package let silent: Int

        package init(content: Fingerprint, standing: Standing, silent: Int) {
            self.content = content
            self.standing = standing
            self.silent = silent
        }
    }
}

extension Alert.Basis.Standing {
    init(_ state: Alert.State) {
        switch state {
        case .inactive, .resolved: self = .calm
        case .pending(let since, let breaches): self = .pending(since: since, breaches: breaches.count)
        case .firing(let firing):
            self = .firing(pendingSince: firing.pendingSince, severity: firing.severity, clear: firing.clear.count)
        }
    }

    /// - Parameter instant: since which an alert fires that has stopped in the meantime.
    func state(at instant: Date) -> Alert.State {
        switch self {
        case .calm: .inactive
        case .pending(let since, let breaches): .pending(since: since, breaches: ConsecutiveCount(breaches))
        case .firing(let pendingSince, let severity, let clear):
            // The incident is filled in when it is decided.
            .firing(
                .init(
                    pendingSince: pendingSince, since: instant, severity: severity, clear: ConsecutiveCount(clear),
                    incident: ""))
        }
    }
}
