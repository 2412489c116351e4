/// A bound that a value must not pass: strict, on the unrounded value.
package struct Threshold: Equatable, Sendable, CustomStringConvertible {
    package enum Side: String, Sendable { case above, below }

    package let side: Side
    package let bound: Double

    package init(_ side: Side, _ bound: Double) {
        self.side = side
        self.bound = bound
    }

    package func isBreached(by value: Double) -> Bool {
        side == .above ? value > bound : value < bound
    }

    package var description: String { "\(side.rawValue) \(bound.shortText)" }
}
