/// The reason why a value within every limit is not enough evidence that all is well.
package enum Reservation: Sendable {
    /// A calibrated threshold would hardly ever be passed.
    case lowPower
    /// The interval, by which the rule judges, reaches beyond a limit.
    case chance
}
