package import Foundation

/// An amount in the policy's currency, exact to the cent.
///
/// Its cents have 128 bits: the largest exposure, lost at every one of the 2³¹ decisions that a ledger can count, is
/// far below what they hold, so no sum overflows.
package struct Money: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let cents: Int128

    package static let zero = Money(cents: 0)

    package init(cents: some BinaryInteger) { self.cents = Int128(cents) }

    /// Rounds half-even to cents.
    /// - Parameter amount: below 10¹⁵ in size.
    package init(rounding amount: Decimal) {
        var scaled = amount * 100
        var rounded = Decimal()
        NSDecimalRound(&rounded, &scaled, 0, .bankers)
        cents = Int128(NSDecimalNumber(decimal: rounded).intValue)
    }

    /// Above it an amount is shown as a plain number.
    static let maximumShown = 1e15

    /// The nearest cent, for showing a figure that is no line of a ledger.
    /// - Parameter amount: below ``maximumShown`` in size.
    package init(nearest amount: Double) { cents = Int128((amount * 100).rounded()) }

    package var amount: Double { Double(cents) / 100 }

    /// `-2000.00`
    package var description: String {
        let size = cents.magnitude
        let rest = size % 100
        return "\(cents < 0 ? "-" : "")\(size / 100).\(rest < 10 ? "0" : "")\(rest)"
    }

    /// For people: `-2,000.00`.
    package var grouped: String {
        let text = String(cents.magnitude / 100)
        var groups: [Substring] = []
        var rest = text[...]
        while rest.count > 3 {
            groups.insert(rest.suffix(3), at: 0)
            rest = rest.dropLast(3)
        }
        groups.insert(rest, at: 0)
        return (cents < 0 ? "-" : "") + groups.joined(separator: ",") + description.suffix(3)
    }

    package static func < (a: Money, b: Money) -> Bool { a.cents < b.cents }
    package static func + (a: Money, b: Money) -> Money { Money(cents: a.cents + b.cents) }
    package static func - (a: Money, b: Money) -> Money { Money(cents: a.cents - b.cents) }
    package static func * (amount: Money, count: Int) -> Money { Money(cents: amount.cents * Int128(count)) }
    package static prefix func - (a: Money) -> Money { Money(cents: -a.cents) }
}
