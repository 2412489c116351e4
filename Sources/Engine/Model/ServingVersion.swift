package import Core
package import TradingCalendar

/// The names of a version of the built-in model.
package struct ServingVersion: Sendable {
    package let id: String
    package let refit: Day
    /// The artifact whose holdout was scored; nil without one.
    package let gated: Digest?
}
