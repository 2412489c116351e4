import TradingCalendar

extension Decider {
    /// A message with what every channel needs to say it.
    package func rendered(_ message: Message) -> RenderedMessage {
        RenderedMessage(message, deployment: deployment, site: settings.site, zone: calendar.zone)
    }
}
