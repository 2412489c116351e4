package import Core
package import TradingCalendar

/// Rows of the audit.
package struct AuditReport: Sendable {
    package let rows: [AuditRow]
    /// The zone of the times that people read.
    package let zone: ExchangeZone

    package init(_ rows: [AuditRow], zone: ExchangeZone) {
        self.rows = rows
        self.zone = zone
    }
}
