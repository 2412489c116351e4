import Foundation

/// The transformation of a column before it is measured: `as:` in a policy.
package enum Transform: String, Sendable, CaseIterable {
    case level
    case log
    case change
    case logReturn = "log_return"
    case absLogReturn = "abs_log_return"
    case logChange = "log_change"

    /// True if the row before is needed.
    package var isLagged: Bool { self != .level && self != .log }

    /// The transformed value of a row; nil where it is not defined (a logarithm of 0 or less).
    /// - Parameter previous: the value of the previous present row, used by lagged transforms only.
    package func callAsFunction(_ value: Double, previous: Double) -> Double? {
        switch self {
        case .level: value
        case .log: value > 0 ? Foundation.log(value) : nil
        case .change: value - previous
        case .logReturn, .logChange: value > 0 && previous > 0 ? Foundation.log(value / previous) : nil
        case .absLogReturn: value > 0 && previous > 0 ? abs(Foundation.log(value / previous)) : nil
        }
    }

    /// The name of the transformed series, for people.
    package func label(_ column: String) -> String { self == .level ? column : "\(rawValue)(\(column))" }
}
