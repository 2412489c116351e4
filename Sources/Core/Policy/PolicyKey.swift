/// A key of a policy section: its documentation, its shape, and an example. Validation and the JSON Schema both read
/// it.
package struct PolicyKey: Sendable {
    package indirect enum Shape: Sendable {
        case text
        case choice([String])
        case integer
        case number
        case boolean
        case list(Shape)
        case section([PolicyKey])
        /// A mapping with names of the author's choice.
        case map(Shape)
        case anyOf([Shape])
    }

    package let name: String
    package let doc: String
    package let shape: Shape
    package let required: Bool
    package let example: String
    /// The reason why the key does nothing yet; nil where it does.
    package let unused: String?

    package init(
        _ name: String, _ shape: Shape, required: Bool = false, example: String, doc: String, unused: String? = nil
    ) {
        self.unused = unused
        self.name = name
        self.shape = shape
        self.required = required
        self.example = example
        self.doc = doc
    }
}

extension PolicyKey.Shape {
    /// The JSON Schema (2020-12) of this shape.
    package var jsonSchema: JSONValue {
        switch self {
        case .text: ["type": "string"]
        case .choice(let names): ["enum": JSONValue(names)]
        case .integer: ["type": "integer"]
        case .number: ["type": "number"]
        case .boolean: ["type": "boolean"]
        case .list(let element): ["type": "array", "items": element.jsonSchema]
        case .map(let value): ["type": "object", "additionalProperties": value.jsonSchema]
        case .anyOf(let shapes): ["anyOf": .array(shapes.map(\.jsonSchema))]
        case .section(let keys): PolicyKey.Shape.sectionSchema(keys)
        }
    }

    private static func sectionSchema(_ keys: [PolicyKey]) -> JSONValue {
        var properties: [String: JSONValue] = [:]
        for key in keys {
            guard case .object(var schema) = key.shape.jsonSchema else { continue }
            schema["description"] = .string(key.unused.map { "\(key.doc) Does nothing yet: \($0)." } ?? key.doc)
            schema["examples"] = .array([.string(key.example)])
            properties[key.name] = .object(schema)
        }
        return [
            "type": "object", "additionalProperties": false, "properties": .object(properties),
            "required": JSONValue(keys.filter(\.required).map(\.name)),
        ]
    }
}

extension PolicyKey.Shape {
    /// Finds the keys of a value that do nothing yet.
    package func forEachUnused(in node: PolicyNode, _ found: (PolicyKey, PolicyNode) -> Void) {
        switch (self, node.content) {
        case (.section(let keys), .mapping(let entries)):
            for entry in entries {
                guard let key = keys.first(where: { $0.name == entry.name }) else { continue }
                if key.unused != nil { found(key, entry.key) }
                key.shape.forEachUnused(in: entry.value, found)
            }
        case (.map(let shape), .mapping(let entries)):
            for entry in entries { shape.forEachUnused(in: entry.value, found) }
        case (.list(let shape), .sequence(let nodes)):
            for node in nodes { shape.forEachUnused(in: node, found) }
        case (.anyOf(let shapes), _):
            for shape in shapes { shape.forEachUnused(in: node, found) }
        default: break
        }
    }
}
