/// The clock that ticks follow.
package enum TickClock: String, Sendable {
    /// Today's.
    case wall
    /// That of `--from` and `--to`.
    case virtual
}
