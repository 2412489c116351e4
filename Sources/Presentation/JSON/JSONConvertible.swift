package import Core
package import Foundation
package import TradingCalendar

/// A value that has a form in JSON.
///
/// An instant is written in UTC, an absent value as `null`, a range as the array of its bounds.
package protocol JSONConvertible {
    var json: JSONValue { get }
}

extension JSONValue: JSONConvertible {
    package var json: JSONValue { self }

    /// An object of fields that are converted one by one.
    package static func fields(_ fields: [String: any JSONConvertible]) -> JSONValue {
        .object(fields.mapValues(\.json))
    }

    /// The object with further fields; a field of the same name is replaced. A value that is no object stays as it is.
    package func adding(_ more: [String: any JSONConvertible]) -> JSONValue {
        guard case .object(let fields) = self else { return self }
        return .object(fields.merging(more.mapValues(\.json)) { $1 })
    }
}

extension Bool: JSONConvertible {
    package var json: JSONValue { .bool(self) }
}

extension Int: JSONConvertible {
    package var json: JSONValue { .integer(self) }
}

extension Double: JSONConvertible {
    package var json: JSONValue { .number(self) }
}

extension String: JSONConvertible {
    package var json: JSONValue { .string(self) }
}

extension Date: JSONConvertible {
    package var json: JSONValue { .string(Timestamp.text(self)) }
}

extension Day: JSONConvertible {
    package var json: JSONValue { .string(description) }
}

/// The first and last day.
extension SessionWindow: JSONConvertible {
    package var json: JSONValue { .fields(["from": first, "to": last]) }
}

extension Optional: JSONConvertible where Wrapped: JSONConvertible {
    package var json: JSONValue { map(\.json) ?? .null }
}

extension Array: JSONConvertible where Element: JSONConvertible {
    package var json: JSONValue { .array(map(\.json)) }
}

extension Dictionary: JSONConvertible where Key == String, Value: JSONConvertible {
    package var json: JSONValue { .object(mapValues(\.json)) }
}

extension ClosedRange: JSONConvertible where Bound: JSONConvertible {
    package var json: JSONValue { .array([lowerBound.json, upperBound.json]) }
}

/// The raw value of an enumeration is its name in JSON.
extension JSONConvertible where Self: RawRepresentable, RawValue == String {
    package var json: JSONValue { .string(rawValue) }
}

extension Verdict: JSONConvertible {}
extension Layer: JSONConvertible {}
extension Severity: JSONConvertible {}
