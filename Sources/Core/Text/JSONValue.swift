/// A JSON document as it is printed: keys sorted, explicit nulls, numbers that read back exactly.
package enum JSONValue: Equatable, Sendable {
    case null
    case bool(Bool)
    case integer(Int)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    package init(_ value: Double?) { self = value.map(JSONValue.number) ?? .null }
    package init(_ value: Int?) { self = value.map(JSONValue.integer) ?? .null }
    package init(_ value: String?) { self = value.map(JSONValue.string) ?? .null }
    package init(_ values: [String]) { self = .array(values.map(JSONValue.string)) }
    package init(_ range: ClosedRange<Double>?) {
        self = range.map { .array([.number($0.lowerBound), .number($0.upperBound)]) } ?? .null
    }
}
