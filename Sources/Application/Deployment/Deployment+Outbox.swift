package import Alerting
import Core
import Foundation
import PolicyFile
package import Reports
import Storage
import Store

extension Deployment {
    /// Messages by their keys, in the order in which they were written.
    package func messages(_ keys: [String]) throws -> [OutboxMessage] { try store.outbox(keys: keys) }

    /// The same with the text that people read.
    package func messageReports(_ keys: [String]) throws -> [MessageReport] {
        try messages(keys).map { MessageReport($0, by: decider) }
    }

    /// Puts messages back that wait, or that are dead or dropped, so that they are sent at once.
    /// - Returns: the keys of the messages that were changed.
    package func retry(_ selection: OutboxSelection, by person: String) throws -> [String] {
        try change(selection.query) { items in try requeue(selection, among: items, by: person) }
    }

    private func requeue(
        _ selection: OutboxSelection, among items: [OutboxMessage], by person: String
    ) throws -> OutboxChange {
        let wanted =
            switch selection {
            case .unsent: items.filter { $0.state == .dead || $0.state == .pending }
            case .keys(let keys): try named(keys, in: items) { $0.state != .delivered && $0.state != .withheld }
            }
        let orphans = wanted.flatMap { DeliveryRules.orphans(of: $0, among: items) }.filter(DeliveryRules.isOrphan)
        let commands = wanted.filter { $0.state != .pending }.map { item in
            Command.requeue(
                item.message, by: person,
                hasResolve: items.contains {
                    $0.message.kind == .resolve && $0.message.incident == item.message.incident
                        && $0.message.channel == item.message.channel
                })
        }
        return OutboxChange(
            items: (wanted + orphans).map { .init($0, to: DeliveryRules.requeued($0)) }, commands: commands)
    }

    /// Gives up messages that wait or are dead; those that follow a fire go with it.
    /// - Returns: the keys of the messages that were changed.
    package func drop(_ keys: [String], by person: String, reason: String) throws -> [String] {
        let now = context.clock.now()
        return try change(OutboxQuery(keys: Set(keys))) { items in
            let wanted = try named(keys, in: items) { $0.state == .pending || $0.state == .dead }
            let orphans = wanted.flatMap { DeliveryRules.orphans(of: $0, among: items) }.filter { $0.state == .pending }
            let dropped = wanted.map {
                DeliveryChange.Item($0, to: DeliveryRules.dropped($0, "by \(person): \(reason)", at: now))
            }
            return OutboxChange(
                items: dropped + orphans.map { .init($0, to: DeliveryRules.orphan($0, at: now)) },
                commands: wanted.map { .drop($0.message, by: person, reason: reason) })
        }
    }

    private func named(
        _ keys: [String], in items: [OutboxMessage], where isFit: (OutboxMessage) -> Bool
    ) throws -> [OutboxMessage] {
        try keys.map { key in
            guard let item = items.first(where: { $0.message.key == key }) else {
                throw ApplicationError.notFound(
                    "there is no message \"\(key)\"; this lists them: \(command.text(["outbox", "list"]))")
            }
            guard isFit(item) else { throw ApplicationError.refused("the message \(key) is \(item.state.rawValue)") }
            return item
        }
    }

    /// Changes of messages, and commands that follow from them.
    private struct OutboxChange {
        let items: [DeliveryChange.Item]
        let commands: [Command]
    }

    /// - Parameter decide: the changes, decided on the messages of the query and all others of their incidents.
    private func change(
        _ query: OutboxQuery, _ decide: ([OutboxMessage]) throws -> OutboxChange
    ) throws -> [String] {
        try retrying {
            let change = try decide(store.outboxWithIncidents(query))
            var written = DeliveryChange(change.items)
            written.decision = try store.decide(
                change.commands, by: policy.decider, at: try store.state().lastInstant ?? context.clock.now())
            try store.commit(written)
            return change.items.map(\.after.message.key)
        }
    }
}
