/// The columns that a policy declares of a source, as far as they can be read: checks on them are read even where
/// something else of the source is wrong.
package struct DeclaredColumns: Equatable, Sendable, ExpressibleByDictionaryLiteral {
    /// nil for a type that cannot be read.
    private let types: [String: ColumnType?]
    /// False where a name cannot be read, so that there may be other columns.
    package let isComplete: Bool

    package init(_ types: [String: ColumnType?], isComplete: Bool) {
        self.types = types
        self.isComplete = isComplete
    }

    package init(dictionaryLiteral elements: (String, ColumnType?)...) {
        self.init(Dictionary(elements) { first, _ in first }, isComplete: true)
    }

    package var names: [String] { types.keys.sorted() }

    package func contains(_ name: String) -> Bool { types.keys.contains(name) }

    /// The type of a column; nil for one that is not declared, and where the type cannot be read.
    package subscript(name: String) -> ColumnType? { types[name] ?? nil }
}
