package import Core
package import TradingCalendar

/// The rows of a source by session, with what checks compute of whole columns: once, for all instants at which a
/// beginning of them is known.
package final class SourceTable: Sendable {
    package let days: [Day]
    /// One cell for each of ``days``.
    package let columns: [Column]
    private let indices: [String: Int]
    private let series = Memo<CheckRule.Series, TransformedSeries>()
    private let pairs = Memo<[CheckRule.Series], RelationPairs>()
    private let texts = Memo<[Int], RowTexts>()

    package init(days: [Day], columns: [Column]) {
        self.days = days
        self.columns = columns
        indices = Dictionary(columns.indices.map { (columns[$0].name, $0) }) { first, _ in first }
    }

    /// A column, transformed over all rows; nil when there is no such column.
    func series(_ wanted: CheckRule.Series) -> TransformedSeries? {
        indices[wanted.column].map { index in
            series.value(wanted) { TransformedSeries(columns[index], transform: wanted.transform) }
        }
    }

    func pairs(y wantedY: CheckRule.Series, x wantedX: CheckRule.Series) -> RelationPairs? {
        guard let y = series(wantedY), let x = series(wantedX) else { return nil }
        return pairs.value([wantedY, wantedX]) { RelationPairs(y: y, x: x) }
    }

    /// The digest of a heading and the cells of some columns on some rows.
    func digest(_ heading: String, columns names: [String], rows: some Sequence<Int>) -> Digest {
        let wanted = names.compactMap { indices[$0] }
        let texts = texts.value(wanted) { RowTexts(days, wanted.map { columns[$0] }) }
        return texts.digest(heading, rows: rows)
    }
}

/// Rows as lines of text, one behind the other.
private struct RowTexts: Sendable {
    private var bytes: [UInt8] = []
    private var starts = [0]

    init(_ days: [Day], _ columns: [Column]) {
        for row in days.indices {
            var line = days[row].description
            for column in columns { line += ",\(column.text(row))" }
            bytes.append(contentsOf: line.utf8)
            bytes.append(UInt8(ascii: "\n"))
            starts.append(bytes.count)
        }
    }

    func digest(_ heading: String, rows: some Sequence<Int>) -> Digest {
        var text = Array("\(heading)\n".utf8)
        for row in rows { text.append(contentsOf: bytes[starts[row]..<starts[row + 1]]) }
        return Digest.sha256(text)
    }
}
