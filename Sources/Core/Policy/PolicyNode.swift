/// A piece of a policy file with the place where it stands.
package struct PolicyNode: Equatable, Sendable {
    package indirect enum Content: Equatable, Sendable {
        case null
        case scalar(String)
        case sequence([PolicyNode])
        case mapping([Entry])
    }

    package struct Entry: Equatable, Sendable {
        package let key: PolicyNode
        package let name: String
        package let value: PolicyNode
        package init(key: PolicyNode, name: String, value: PolicyNode) {
            self.key = key
            self.name = name
            self.value = value
        }
    }

    package let content: Content
    /// Where in the document: `checks[2].window`.
    package let path: String
    package let line: Int
    package let column: Int

    package init(_ content: Content, path: String, line: Int, column: Int) {
        self.content = content
        self.path = path
        self.line = line
        self.column = column
    }

    package var scalar: String? { if case .scalar(let text) = content { text } else { nil } }

    /// The value of a key; nil where it is no mapping, or has no such key.
    package subscript(key: String) -> PolicyNode? {
        guard case .mapping(let entries) = content else { return nil }
        return entries.first { $0.name == key }?.value
    }

    /// The text as written, cut to a readable length, for messages.
    package var shown: String {
        switch content {
        case .null: "nothing"
        // Where secrets may stand, nothing is repeated.
        case .scalar where path.hasPrefix("channels."): "a text"
        case .scalar(let text): "\"\(text.count > 60 ? text.prefix(57) + "…" : text[...])\""
        case .sequence: "a list"
        case .mapping: "a mapping"
        }
    }
}
