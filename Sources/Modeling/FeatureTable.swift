/// Rows of features, row after row in one array.
package struct FeatureTable: Sendable {
    /// Features of a row.
    package let width: Int
    package let values: [Double]

    /// - Parameter values: finite, `width` for each row.
    package init(values: [Double], width: Int) {
        precondition(width > 0 ? values.count % width == 0 : values.isEmpty, "every row has all features")
        self.width = width
        self.values = values
    }

    /// - Parameter rows: all equally long.
    package init(_ rows: [[Double]]) { self.init(values: rows.flatMap { $0 }, width: rows.first?.count ?? 0) }

    package var count: Int { width == 0 ? 0 : values.count / width }
    package var isEmpty: Bool { values.isEmpty }

    /// The same rows, or some of them several times.
    package func drawing(_ rows: [Int]) -> FeatureTable {
        FeatureTable(values: rows.flatMap { values[$0 * width..<($0 + 1) * width] }, width: width)
    }

    func column(_ feature: Int) -> [Double] {
        stride(from: feature, to: values.count, by: width).map { values[$0] }
    }
}
