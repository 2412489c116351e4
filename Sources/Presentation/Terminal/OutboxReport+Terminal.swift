import Alerting
import Core
package import Reports
import TradingCalendar

extension OutboxReport: Presentable {
    package func text(_ style: Style, width: Int) -> String {
        guard !messages.isEmpty else { return "no message\n" }
        let rows = messages.map { item in
            let next = item.state == .pending ? item.delivery.next.map(zone.text) ?? "at once" : "–"
            return [
                zone.text(item.message.at), item.state.rawValue, "\(item.delivery.attempts)", next, item.message.key,
                item.delivery.reason,
            ]
        }
        return TextTable([["written", "state", "attempts", "next", "key", "why"]] + rows, left: 6).text
    }
}

extension SentMessagesReport: Presentable {
    package func text(_ style: Style, width: Int) -> String { "\(delivered.counted("message")) delivered\n" }
}

extension OutboxChangeReport: Presentable {
    package func text(_ style: Style, width: Int) -> String {
        messages.map { "\($0.item.message.key): \($0.item.state.rawValue)\n" }.joined()
    }
}
