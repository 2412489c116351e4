package import Core

/// A column that is wanted of a file, and how its cells are read.
package struct ColumnPlan: Equatable, Sendable {
    package let name: String
    package let type: ColumnType
    package let nulls: [String]
    /// True if nearly every text is another, so that looking for repetitions costs more than it saves.
    package let isIdentifier: Bool
    /// Different texts of interest; where there are more, nobody asks for them.
    let maximumCategories: Int

    package init(
        name: String, type: ColumnType, nulls: [String] = SourceSettings.defaultNulls, isIdentifier: Bool = false,
        maximumCategories: Int = .max
    ) {
        self.isIdentifier = isIdentifier
        self.maximumCategories = maximumCategories
        self.name = name
        self.type = type
        self.nulls = nulls
    }
}
