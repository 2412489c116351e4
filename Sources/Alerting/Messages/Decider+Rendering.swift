package import Foundation
import TradingCalendar

extension Decider {
    /// A message with what every channel needs to say it.
    package func rendered(_ message: Message) -> RenderedMessage {
        RenderedMessage(
            message, deployment: deployment, site: settings.site,
            zone: calendar.zone, command: command)
    }

    /// An instant in the time of the exchange, for people.
    package func text(of instant: Date) -> String { calendar.zone.text(instant) }
}
