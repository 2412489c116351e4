import Alerting
import Core
package import Reports
import TradingCalendar

extension SilenceReport: Presentable {
    package func text(_ style: Style, width: Int) -> String {
        guard !silences.isEmpty else { return "no silence\n" }
        let rows = silences.map { silence in
            [
                silence.id, zone.text(silence.start), zone.text(silence.end), Silence.text(silence.matchers),
                silence.author.printable, silence.reason.printable,
            ]
        }
        return TextTable([["id", "from", "until", "matches", "author", "reason"]] + rows, left: 6).text
    }
}
