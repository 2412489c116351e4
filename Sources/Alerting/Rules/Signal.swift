package import Core

/// An evaluation as an alert sees it.
package enum Signal: Equatable, Sendable {
    case breach(Severity)
    case clear
    /// No breach, but the value has not passed the `clear:` bound.
    case notClearEnough
    /// There was data, but not enough to judge.
    case noEvidence
    /// The value is on the good side of every limit, which may be chance.
    case onGoodSide
    /// There was nothing to judge.
    case nothing
}
