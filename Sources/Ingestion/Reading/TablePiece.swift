import Core

/// The rows of a batch, kept.
struct TablePiece: Sendable {
    let rows: Int
    let columns: [Column]
    let unexpected: [String]
    let malformed: RowTexts
    let shifts: [Batch.LineShift]

    init(_ batch: Batch) {
        rows = batch.rows
        columns = batch.columns.map { buffer in
            Column(
                name: buffer.name, type: buffer.type,
                values: Array(UnsafeBufferPointer(start: buffer.values, count: batch.rows)),
                states: Array(UnsafeBufferPointer(start: buffer.states, count: batch.rows)),
                categories: buffer.categories.texts,
                invalidTexts: buffer.invalidTexts)
        }
        unexpected = batch.unexpected
        malformed = batch.malformed
        shifts = batch.shifts
    }
}
