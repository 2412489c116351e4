import Foundation

/// A JSON document as it is printed: keys sorted, null said out loud, numbers that read back exactly.
package enum JSONValue: Encodable, Equatable, Sendable {
    case null
    case bool(Bool)
    case integer(Int)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .bool(let value): try container.encode(value)
        case .integer(let value): try container.encode(value)
        case .number(let value): if value.isFinite { try container.encode(value) } else { try container.encodeNil() }
        case .string(let value): try container.encode(value)
        case .array(let values): try container.encode(values)
        case .object(let fields): try container.encode(fields)
        }
    }

    /// The document as text, indented and with a final newline.
    package func text() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
    }

    package init(_ value: Double?) { self = value.map(JSONValue.number) ?? .null }
    package init(_ value: Int?) { self = value.map(JSONValue.integer) ?? .null }
    package init(_ value: String?) { self = value.map(JSONValue.string) ?? .null }
    package init(_ values: [String]) { self = .array(values.map(JSONValue.string)) }
    package init(_ range: ClosedRange<Double>?) {
        self = range.map { .array([.number($0.lowerBound), .number($0.upperBound)]) } ?? .null
    }
}
