import Foundation

/// The time that one delivery has.
struct DeliveryRun: Sendable {
    /// Without patience, attempts begin for so long.
    private static let shortest: TimeInterval = 20

    let start: Date
    /// The latest instant at which something is tried again.
    let deadline: Date

    /// No attempt begins afterwards, and each takes as long as ``Transport`` says at most.
    var end: Date { max(deadline, start.addingTimeInterval(DeliveryRun.shortest)) }

    /// The same, in which nothing is tried twice.
    var withoutPatience: DeliveryRun { DeliveryRun(start: start, deadline: .distantPast) }
}
