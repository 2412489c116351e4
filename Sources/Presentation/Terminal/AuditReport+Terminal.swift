import Core
package import Reports
import TradingCalendar

extension AuditReport: Presentable {
    package func text(_ style: Style, width: Int) -> String { rows.map { "\(line($0))\n" }.joined() }

    private func line(_ row: AuditRow) -> String {
        let entry = row.entry
        let about = [entry.incident, entry.check, entry.subject].filter { !$0.isEmpty }.joined(separator: " ")
        let head = "\(String(row.sequence).paddedLeft(6))  \(zone.text(entry.at))  \(entry.kindText.padded(14)) "
        return head + (about.isEmpty ? "" : "\(about.printable): ") + entry.text.printable
    }
}
