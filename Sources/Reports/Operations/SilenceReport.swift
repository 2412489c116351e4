package import Alerting
package import TradingCalendar

/// Silences, by their beginning.
package struct SilenceReport: Sendable {
    package let silences: [Silence]
    /// The zone of the times that people read.
    package let zone: ExchangeZone

    package init(_ silences: [Silence], zone: ExchangeZone) {
        self.silences = silences
        self.zone = zone
    }
}
