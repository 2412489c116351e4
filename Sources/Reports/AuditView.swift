package import Core
import Presentation
package import TradingCalendar

/// Rows of the audit: `bellwether audit list`.
package struct AuditView {
    private let rows: [AuditRow]
    private let zone: ExchangeZone

    package init(_ rows: [AuditRow], zone: ExchangeZone) {
        self.rows = rows
        self.zone = zone
    }

    package var text: String {
        rows.map { row in
            let entry = row.entry
            let about = [entry.incident, entry.check, entry.subject].filter { !$0.isEmpty }.joined(separator: " ")
                .printable
            return
                "\(String(row.sequence).paddedLeft(6))  \(zone.text(entry.at))  \(entry.kind.padded(14)) \(about.isEmpty ? "" : "\(about): ")\(entry.text.printable)\n"
        }.joined()
    }

    package var json: JSONValue {
        [
            "rows": .array(
                rows.map { row in
                    [
                        "sequence": .integer(row.sequence), "at": .string(Timestamp.text(row.entry.at)),
                        "kind": .string(row.entry.kind), "incident": .string(row.entry.incident),
                        "check": .string(row.entry.check), "subject": .string(row.entry.subject),
                        "text": .string(row.entry.text), "previous": .string(row.previous), "hash": .string(row.hash),
                    ]
                })
        ]
    }
}
