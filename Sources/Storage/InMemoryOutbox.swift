import Alerting
import TradingCalendar

/// Messages in the order in which they were written, found by key, by channel and by the fire that they follow.
struct InMemoryOutbox: Sendable {
    /// The messages about one incident on one channel.
    struct Thread: Hashable, Sendable {
        let incident: String
        let channel: String

        init(incident: String, channel: String) {
            self.incident = incident
            self.channel = channel
        }

        init(_ message: Message) { self.init(incident: message.incident, channel: message.channel) }
    }

    private(set) var messages: [OutboxMessage] = []
    private var indices: [String: Int] = [:]
    /// The latest fire of each thread.
    private var fires: [Thread: Int] = [:]
    /// Indices of dead letters.
    private var dead: Set<Int> = []
    /// Indices of pending messages by channel, ascending.
    private var waiting: [String: [Int]] = [:]

    var busyChannels: [String] { waiting.keys.sorted() }

    subscript(key: String) -> OutboxMessage? { indices[key].map { messages[$0] } }

    func pending(channel: String) -> [OutboxMessage] { (waiting[channel] ?? []).map { messages[$0] } }

    /// - Parameter state: of a message that follows no fire; the others share the fate of theirs.
    mutating func append(_ message: Message, otherwise state: OutboxState) {
        let index = messages.count
        let item = OutboxMessage(message, state: fate(of: message) ?? state)
        if item.state == .pending, message.kind != .heartbeat { supersede(Thread(message)) }
        messages.append(item)
        indices[message.key] = index
        if message.kind == .fire { fires[Thread(message)] = index }
        if item.state == .pending { waiting[message.channel, default: []].append(index) }
    }

    /// Writes what became of a message; nothing where the message is not known.
    mutating func replace(_ item: OutboxMessage) {
        guard let index = indices[item.message.key] else { return }
        let channel = messages[index].message.channel
        messages[index] = item
        if item.state == .dead { dead.insert(index) } else { dead.remove(index) }
        var waiting = self.waiting[channel] ?? []
        let place = waiting.partitioningIndex { $0 < index }
        let isListed = place < waiting.count && waiting[place] == index
        if item.state == .pending, !isListed { waiting.insert(index, at: place) }
        if item.state != .pending, isListed { waiting.remove(at: place) }
        self.waiting[channel] = waiting.isEmpty ? nil : waiting
    }

    /// Dead letters of a thread are dropped when a later message goes out in their place.
    private mutating func supersede(_ thread: Thread) {
        for index in dead {
            let message = messages[index].message
            guard Thread(message) == thread, message.kind == .fire || message.kind == .update else { continue }
            messages[index].state = .dropped
            messages[index].delivery.reason = DeliveryRules.superseded
            dead.remove(index)
        }
    }

    private func fate(of message: Message) -> OutboxState? {
        guard message.kind == .update || message.kind == .resolve, let fire = fires[Thread(message)] else { return nil }
        return switch messages[fire].state {
        case .withheld: .withheld
        case .dead, .dropped: .dropped
        case .pending, .delivered: .pending
        }
    }
}
