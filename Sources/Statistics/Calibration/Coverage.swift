/// The share of outcomes inside intervals that should hold a given share of them.
///
/// The right share overall can hide intervals too wide in calm times and too narrow in crises: look at the years too.
package struct Coverage: Equatable, Sendable {
    package let inside: Int
    package let count: Int
    /// The share that the intervals promise: 0.95.
    package let nominal: Double
    /// 95 % interval of the share; nil where it was not asked for, or too few outcomes give none.
    package let interval: ClosedRange<Double>?

    /// - Parameters:
    ///   - inside: 0 ... count.
    ///   - count: at least 1.
    ///   - nominal: between 0 and 1.
    ///   - interval: of the share.
    package init(inside: Int, count: Int, nominal: Double, interval: ClosedRange<Double>? = nil) {
        self.interval = interval
        self.inside = inside
        self.count = count
        self.nominal = nominal
    }

    package var share: Double { Double(inside) / Double(count) }
}
