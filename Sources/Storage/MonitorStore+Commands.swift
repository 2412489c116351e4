package import Alerting
import Core
package import Foundation
import Lifecycle

extension MonitorStore {
    /// Writes a decision that nothing was observed for.
    package func commit(_ decision: Decision, mode: TickMode) throws {
        try commit(decision, observations: [], mode: mode)
    }

    /// Writes a decision that changes nothing of the registry of models.
    package func commit(_ decision: Decision, observations: [Observation], mode: TickMode) throws {
        try commit(decision, observations: observations, registry: RegistryChange(), mode: mode)
    }

    /// Follows a command, and writes what that decides before it returns.
    /// - Throws: ``Refusal`` when it cannot be followed.
    @discardableResult
    package func follow(_ command: Command, by decider: Decider, at instant: Date) throws -> Decision {
        try retrying {
            let decision = try decide([command], by: decider, at: instant)
            try commit(decision, mode: .live)
            return decision
        }
    }

    /// Decides commands on the state as it is; nothing is written.
    /// - Throws: ``Refusal`` when one cannot be followed.
    package func decide(_ commands: [Command], by decider: Decider, at instant: Date) throws -> Decision {
        try decider.follow(commands, state(for: commands), at: instant)
    }

    /// The state that commands are decided on: also resolved incidents that they name.
    package func state(for commands: [Command]) throws -> AlertingState {
        var state = try state()
        let missing = Set(commands.compactMap(\.incident)).subtracting(state.incidents.map(\.id))
        if !missing.isEmpty { state.incidents += try incidents(IncidentQuery(ids: missing)).filter(\.isResolved) }
        return state
    }

    /// Repeats a change that was decided on what another has changed meanwhile.
    /// - Parameters:
    ///   - change: reads, decides and commits.
    ///   - onConflict: is told of each repetition.
    package func retrying<Value>(
        _ change: () throws -> Value, onConflict: (StoreError) -> Void = { _ in }
    ) throws -> Value {
        // Each repetition means that another has committed; far fewer than these are ever needed.
        for _ in 1..<1_000 {
            do { return try change() } catch let error as StoreError where error.isConflict { onConflict(error) }
        }
        return try change()
    }
}
