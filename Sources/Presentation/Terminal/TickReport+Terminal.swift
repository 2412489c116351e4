package import Alerting
import Core
import Foundation
package import Reports
package import TradingCalendar

extension TickReport: Presentable {
    /// A line; nothing where there was no tick.
    package func text(_ style: Style, width: Int) -> String {
        guard let first = instants.first, let last = instants.last else { return "" }
        let span = first == last ? "at \(zone.text(last))" : "from \(zone.text(first)) to \(zone.text(last))"
        let incidents = "\(opened.counted("incident")) opened, \(resolved) resolved"
        let fate = isSending || messages.isEmpty ? "" : ", withheld: of the past nothing is sent without --deliver"
        let lost = undelivered.map { $0.count > 0 ? ", \($0.count) not delivered" : "" } ?? ""
        return "\(deployment): \(instants.count.counted("tick")) \(span): \(incidents), "
            + "\(messages.count.counted("message"))\(fate)\(lost); worst verdict: \(worst?.rawValue ?? "none")\n"
    }
}

extension Message {
    /// The message as people read it.
    package func text(_ rendered: RenderedMessage, zone: ExchangeZone) -> String {
        let team = teams.isEmpty ? "" : " for \(teams.joined(separator: " and "))"
        let head = "\(zone.text(at)) · \(channel)\(team) · \(kind.rawValue)"
        return ([head.printable] + ([rendered.title] + rendered.bodyLines).map { "    \($0.printable)" })
            .joined(separator: "\n") + "\n"
    }
}
