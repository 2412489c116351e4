import Core
package import Reports
import TradingCalendar

extension FreezeReport: Presentable {
    package func text(_ style: Style, width: Int) -> String {
        guard isFrozen else { return "free: nothing is frozen\n" }
        let rows = inForce.map { freeze in
            [
                freeze.id, freeze.scope, zone.text(freeze.from), zone.text(freeze.until), freeze.author,
                freeze.incident ?? "–", freeze.reason,
            ]
        }
        let head = ["id", "scope", "since", "until", "by", "incident", "reason"]
        return "frozen\n" + TextTable([head] + rows, left: 7).text
    }
}

extension FreezeChangeReport: Presentable {
    package func text(_ style: Style, width: Int) -> String { done.map { "\($0.printable)\n" }.joined() }
}
