package import Alerting
package import TradingCalendar

/// Messages with what became of them, in the order in which they were written.
package struct OutboxReport: Sendable {
    package let messages: [OutboxMessage]
    /// The zone of the times that people read.
    package let zone: ExchangeZone

    package init(_ messages: [OutboxMessage], zone: ExchangeZone) {
        self.messages = messages
        self.zone = zone
    }
}
