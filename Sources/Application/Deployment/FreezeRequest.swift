import Core
import Lifecycle

/// A freeze as a person asks for it.
package struct FreezeRequest: Sendable {
    let scope: Freeze.Scope
    let reason: String
    let duration: TimeSpan

    /// - Parameter duration: nil for the usual one.
    package init(scope: Parameter, reason: Parameter, duration: Parameter?) throws(ApplicationError) {
        self.scope = try scope.choice(Freeze.Scope.self)
        self.duration = try duration?.span() ?? FreezeRules.duration
        self.reason = try reason.words()
    }
}
