import Alerting
import Storage

/// The messages of an outbox that a person means.
package enum OutboxSelection: Sendable {
    case keys([String])
    /// Every message that waits and every dead letter.
    case unsent

    var query: OutboxQuery {
        switch self {
        case .keys(let keys): OutboxQuery(keys: Set(keys))
        case .unsent: OutboxQuery(states: [.dead, .pending])
        }
    }
}
