import Core

/// The rows of a batch, kept.
struct TablePiece: Sendable {
    let rows: Int
    let columns: [Column]
    let unexpected: [String]
    let malformed: RowTexts
    let shifts: [Batch.LineShift]
    let bytes: Int
    /// False for the further parts of a block.
    let isFirstPart: Bool

    init(_ batch: Batch) {
        rows = batch.rows
        bytes = batch.bytes
        isFirstPart = batch.isFirstPart
        columns = batch.columns.map { buffer in
            buffer.complete(rows: batch.rows)
            return Column(
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
