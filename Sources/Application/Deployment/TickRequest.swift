package import Alerting
import Core
import Foundation
import PolicyFile
import TradingCalendar

/// Ticks as somebody asks for them.
package struct TickRequest: Sendable {
    let policyPath: String
    /// nil for the present: every instant since the store's last.
    let span: DaySpan?
    /// True if messages of the past are sent.
    let delivers: Bool
    /// The way in which missed instants are told.
    let catchUp: CatchUp

    /// - Parameter catchUp: nil for ``CatchUp/present``.
    package init(
        policyPath: String, from: Parameter?, to: Parameter?, delivers: Bool, catchUp: CatchUp? = nil
    ) throws(ApplicationError) {
        span = from == nil && to == nil ? nil : DaySpan(from: from, to: to)
        if catchUp != nil, span != nil {
            throw .usage("--catch-up belongs to ticks of the present, not to --from and --to")
        }
        self.catchUp = catchUp ?? .present
        if delivers, span == nil { throw .usage("--deliver belongs to --from and --to") }
        self.policyPath = policyPath
        self.delivers = delivers
    }

    var isLive: Bool { span == nil }

    package var isSending: Bool { isLive || delivers }

    /// Refuses what cannot be decided, before there is a store: a mistyped request leaves nothing behind.
    func check(_ policy: Policy, now: Date) throws {
        if let span {
            _ = try span.days(in: policy.calendar)
        } else {
            try policy.requireCalendar(at: now, path: policyPath)
        }
    }
}
