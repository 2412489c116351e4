/// The clock that ticks follow.
package enum TickClock: String, Sendable {
    /// Today's.
    case wall
    /// The instants from `--from` to `--to`.
    case virtual
}
