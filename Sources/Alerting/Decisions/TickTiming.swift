package import Foundation

/// When a tick is made, beside the instant that it decides: late, where nothing ran in between.
package struct TickTiming: Equatable, Sendable {
    /// The instant from which people can answer its messages; nil where that is the instant of the tick, as in the past.
    package let answerableFrom: Date?
    /// The way in which the messages of a missed instant are sent; nil for the latest instant.
    package let missed: CatchUp?

    package static let onTime = TickTiming(answerableFrom: nil, missed: nil)

    package init(answerableFrom: Date?, missed: CatchUp?) {
        self.answerableFrom = answerableFrom
        self.missed = missed
    }
}

/// The way in which ticks are told whose instants have passed while nothing ran.
///
/// A message that was sent before is resolved in any case.
package enum CatchUp: String, Sendable, CaseIterable {
    /// Nothing that began at an instant that was missed is sent.
    case silent
    /// Teams are notified at the latest instant, of what is so then.
    case present
    /// Every message of every instant is sent.
    case all
}
