import Core

/// Rows of cells in columns of equal width.
package struct TextTable: Sendable {
    private let rows: [[String]]
    private let left: Int

    /// - Parameters:
    ///   - rows: the first is the head; all have as many cells.
    ///   - left: so many columns are aligned to the left, the others to the right.
    package init(_ rows: [[String]], left: Int) {
        self.rows = rows.map { $0.map(\.printable) }
        self.left = left
    }

    /// The lines, each with its end.
    package var text: String { lines.map { "\($0)\n" }.joined() }

    package var lines: [String] {
        let widths = (rows.first ?? []).indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            let cells = row.indices.map { $0 < left ? row[$0].padded(widths[$0]) : row[$0].paddedLeft(widths[$0]) }
            var line = cells.joined(separator: "  ")[...]
            while line.last == " " { line = line.dropLast() }
            return String(line)
        }
    }
}
