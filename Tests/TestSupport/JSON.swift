package import Foundation
import Synchronization

/// A JSON value for reading fixtures and the program's output in tests.
@dynamicMemberLookup
package enum JSON: Decodable, Equatable, Sendable {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case array([JSON])
    case object([String: JSON])

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(Double.self) {
            self = .number(value)
        } else if let value = try? container.decode(String.self) {
            self = .string(value)
        } else if let value = try? container.decode([JSON].self) {
            self = .array(value)
        } else {
            self = .object(try container.decode([String: JSON].self))
        }
    }

    package static func parse(_ data: Data) throws -> JSON { try JSONDecoder().decode(JSON.self, from: data) }

    package subscript(dynamicMember key: String) -> JSON { self[key] }
    package subscript(key: String) -> JSON {
        if case .object(let fields) = self { fields[key] ?? .null } else { .null }
    }
    package subscript(index: Int) -> JSON {
        if case .array(let values) = self, values.indices.contains(index) { values[index] } else { .null }
    }
    package var array: [JSON] { if case .array(let values) = self { values } else { [] } }
    package var keys: [String] { if case .object(let fields) = self { fields.keys.sorted() } else { [] } }
    package var double: Double { if case .number(let value) = self { value } else { .nan } }
    package var int: Int { Int(double) }
    package var string: String { if case .string(let value) = self { value } else { "" } }
    package var isTrue: Bool { self == .bool(true) }
    package var isNull: Bool { self == .null }
    package var doubles: [Double] { array.map(\.double) }
    package var ints: [Int] { array.map(\.int) }
    package var strings: [String] { array.map(\.string) }
}

extension Fixtures {
    private static let trees = Mutex<[String: JSON]>([:])

    /// A JSON fixture, read once.
    package static func tree(_ name: String) throws -> JSON {
        if let tree = trees.withLock({ $0[name] }) { return tree }
        let tree = try JSON.parse(Data(contentsOf: url(name)))
        trees.withLock { $0[name] = tree }
        return tree
    }
}

/// Equal to a relative and absolute tolerance, 1e-9 unless said otherwise.
package func agrees(_ a: Double, _ b: Double, within tolerance: Double = 1e-9) -> Bool {
    a == b || abs(a - b) <= tolerance * max(1, abs(a), abs(b))
}
