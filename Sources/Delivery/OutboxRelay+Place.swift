import Alerting
import Storage

/// Where messages go when the policy has changed since the fire.
extension OutboxRelay {
    /// A channel, and what hides its secrets.
    struct Place {
        let channel: DeliveryChannel
        let redactor: SecretRedactor
    }

    /// The reason why there is nowhere to send a message.
    struct NoPlace: Error { let reason: String }

    /// A fire goes to the channel of its name, and what follows goes where the fire went: another channel of that name
    /// never heard of the incident.
    func place(of message: Message) throws -> Place {
        let named = channels[message.channel]
        let isLater = message.kind == .update || message.kind == .resolve
        guard isLater, let told = try store.destination(incident: message.incident, channel: message.channel) else {
            if let named { return Place(channel: named, redactor: redactor) }
            throw NoPlace(reason: "\(toClose(message, on: message.channel))the policy has no channel of that name")
        }
        if let named, named.destination == told { return Place(channel: named, redactor: redactor) }
        let renamed = channels.values.sorted { $0.name < $1.name }.first { $0.destination == told }
        if let renamed { return Place(channel: renamed, redactor: redactor) }
        // The same receiver under a mended address.
        if let named, named.kind == told.kind { return Place(channel: named, redactor: redactor) }
        return try former(told, of: message)
    }

    /// The channel as the policy had it once.
    private func former(_ told: ChannelDestination, of message: Message) throws -> Place {
        let kind = told.kind?.rawValue ?? "channel"
        let hint = toClose(message, on: kind)
        guard let settings = told.channel(named: message.channel) else {
            throw NoPlace(reason: "\(hint)the policy has no such \(kind) any more")
        }
        do throws(DeliveryChannel.MissingSettings) {
            return Place(
                channel: try DeliveryChannel(settings, secrets: secrets),
                redactor: SecretRedactor([settings], from: secrets))
        } catch {
            throw NoPlace(
                reason: "\(hint)the policy has no such \(kind) any more, and \(error.reasons.joined(separator: "; "))")
        }
    }

    /// The task of a person where a receiver is not told of the end.
    private func toClose(_ message: Message, on place: String) -> String {
        message.kind == .resolve ? "close the incident \(message.incident) on \(place) by hand: " : ""
    }
}
