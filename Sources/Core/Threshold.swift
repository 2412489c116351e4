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

extension Double {
    /// For people: at most four significant digits, no exponent for everyday sizes.
    package var shortText: String {
        guard isFinite else { return isNaN ? "not a number" : (self > 0 ? "∞" : "−∞") }
        if self == rounded(), magnitude < 1e7 { return String(Int(self)) }
        if magnitude >= 1e7 || magnitude < 1e-4 {
            return significant(4)
        }
        let decimals = magnitude >= 1000 ? 1 : magnitude >= 100 ? 1 : magnitude >= 10 ? 2 : magnitude >= 0.01 ? 3 : 6
        return fixed(decimals)
    }

    /// With exactly this many decimals.
    package func fixed(_ decimals: Int) -> String { formatted("%.\(decimals)f") }

    private func significant(_ digits: Int) -> String { formatted("%.\(digits)g") }
}
