import Alerting
import Core
import Foundation
import Logging
import PolicyFile
import Storage

extension Deployment {
    /// Follows a person's command. The decision is on disk when this returns.
    /// - Parameter at: when it takes place; nil for now.
    package func perform(_ command: OperatorCommand, by person: String, at: Parameter? = nil) throws -> CommandOutcome {
        let decision = try retrying {
            let instant = try instant(at)
            let command = try alertingCommand(command, by: person, at: instant)
            let decision = try store.decide([command], by: policy.decider, at: instant)
            try store.commit(decision, mode: .live)
            return decision
        }
        log.info("command", metadata: ["by": "\(person)", "done": .array(decision.audit.map { "\($0.text)" })])
        return CommandOutcome(decision.audit, messages: decision.messages.map(\.key))
    }

    private func alertingCommand(_ command: OperatorCommand, by person: String, at instant: Date) throws -> Command {
        func id(_ beginning: String) throws -> String { try store.incident(matching: beginning, self.command).id }
        return switch command {
        case .acknowledge(let incident, let span):
            .acknowledge(incident: try id(incident), by: person, holding: span)
        case .mitigate(let incident, let span):
            .mitigate(incident: try id(incident), by: person, holding: span)
        case .resolve(let incident, let reason): .resolve(incident: try id(incident), by: person, reason: reason)
        case .close(let incident): .close(incident: try id(incident), by: person)
        case .silence(let request): .silence(try silence(request, by: person, at: instant))
        case .endSilence(let id): .endSilence(id: id, by: person)
        }
    }

    private func silence(_ request: SilenceRequest, by person: String, at instant: Date) throws -> Silence {
        let silence = try request.silence(policy, by: person, from: instant)
        for doubt in request.doubts(policy) { context.notice("bellwether: \(doubt): nothing will match it yet") }
        return silence
    }
}
