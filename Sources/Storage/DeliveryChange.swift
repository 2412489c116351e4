package import Alerting
package import Foundation

/// Changes to messages of the outbox, with everything that follows from them: written together or not at all.
package struct DeliveryChange: Equatable, Sendable {
    package var items: [Item] = []
    /// A channel on which nothing is sent before an instant.
    package var held: Held?
    /// The receiver's name for the incident of a message.
    package var receipt: Receipt?
    /// Where the fire of a message went.
    package var destination: Destination?
    /// A decision that rests on a state is refused when the store has moved on; so is the whole change then.
    package var decision: Decision?

    /// A message as it is to be. It is written only while the store still has it as it was read.
    package struct Item: Equatable, Sendable {
        package let before: OutboxMessage
        package let after: OutboxMessage

        package init(_ before: OutboxMessage, to after: OutboxMessage) {
            self.before = before
            self.after = after
        }
    }

    package struct Held: Equatable, Sendable {
        package let channel: String
        package let until: Date

        package init(channel: String, until: Date) {
            self.channel = channel
            self.until = until
        }
    }

    package struct Receipt: Equatable, Sendable {
        package let message: Message
        package let text: String

        package init(message: Message, text: String) {
            self.message = message
            self.text = text
        }
    }

    package struct Destination: Equatable, Sendable {
        package let message: Message
        package let place: ChannelDestination

        package init(message: Message, place: ChannelDestination) {
            self.message = message
            self.place = place
        }
    }

    package init(_ items: [Item] = []) { self.items = items }
}
