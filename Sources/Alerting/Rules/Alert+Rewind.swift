import Core
package import Foundation
package import TradingCalendar

extension Alert {
    /// The same as far as it was known at an instant: what it saw later never was, so it is judged again.
    /// - Parameter occasion: the latest that it had seen by then; nil for none.
    package func known(at instant: Date, occasion: Occasion?) -> Alert {
        guard occasion != self.occasion else { return self }
        var alert = self
        alert.occasion = occasion
        alert.silent = ConsecutiveCount()
        switch state {
        case .pending(let since, _) where since > instant: alert.state = .inactive
        case .resolved(let at, _) where at > instant: alert.state = .inactive
        case .firing(var firing):
            firing.clear = ConsecutiveCount()
            alert.state = .firing(firing)
        case .inactive, .pending, .resolved: break
        }
        // The content of no session, so that the occasion is judged again. A count of breaches would count it twice.
        let isCounting = if case .pending = alert.state { true } else { false }
        alert.basis =
            isCounting ? nil : Basis(content: Fingerprint(), standing: Basis.Standing(alert.state), silent: 0)
        return alert
    }
}
