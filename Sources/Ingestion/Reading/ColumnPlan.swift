package import Core

/// A column that is wanted of a file, and how its cells are read.
package struct ColumnPlan: Equatable, Sendable {
    package let name: String
    package let type: ColumnType
    package let nulls: [String]

    package init(name: String, type: ColumnType, nulls: [String] = SourceSettings.defaultNulls) {
        self.name = name
        self.type = type
        self.nulls = nulls
    }
}
