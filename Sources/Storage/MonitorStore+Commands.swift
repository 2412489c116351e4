package import Alerting
import Core
package import Foundation

extension MonitorStore {
    /// Follows a command, and writes what that decides before it returns.
    /// - Throws: ``Refusal`` when it cannot be followed.
    @discardableResult
    package func follow(_ command: Command, by decider: Decider, at instant: Date) throws -> Decision {
        let decision = try decide([command], by: decider, at: instant)
        try commit(decision, [], .live)
        return decision
    }

    /// What commands decide on the state as it is; it is not written.
    /// - Throws: ``Refusal`` when one cannot be followed.
    package func decide(_ commands: [Command], by decider: Decider, at instant: Date) throws -> Decision {
        var state = try state()
        state.incidents += try incidents().filter(\.isResolved)
        return try decider.follow(commands, state, at: instant)
    }
}
