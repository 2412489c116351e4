import Core

/// The cells of one column of a batch.
final class ColumnBuffer {
    let type: ColumnType
    let name: String
    let values: UnsafeMutablePointer<Double>
    let states: UnsafeMutablePointer<CellState>
    var categories: CategoryIndex
    private(set) var invalidTexts = RowTexts()
    /// True if rows are null until something is written of them.
    private var isSparse = false
    /// Rows up to here are written, of a sparse column.
    private var filled = 0
    private let nulls: NullTexts
    private let isText: Bool
    let isIdentifier: Bool
    let emptyIsNull: Bool
    /// True if some null could be taken for a value of the column's type, so that it must be asked for first.
    let nullsLookLikeValues: Bool

    /// - Parameter nulls: of the plan.
    init(plan: ColumnPlan, nulls: NullTexts, capacity: Int) {
        name = plan.name
        type = plan.type
        self.nulls = nulls
        values = .allocate(capacity: capacity)
        states = .allocate(capacity: capacity)
        categories = CategoryIndex(maximum: plan.maximumCategories)
        isText = plan.type == .text
        isIdentifier = plan.isIdentifier
        nullsLookLikeValues = nulls.texts.contains { null in
            null.withUnsafeBufferPointer { CellParser.value($0, type: plan.type) != nil }
        }
        emptyIsNull = nulls.includesEmpty
    }

    deinit {
        values.deallocate()
        states.deallocate()
    }

    /// - Parameter isSparse: whether rows are null until something is written of them.
    func reset(isSparse: Bool) {
        self.isSparse = isSparse
        filled = 0
        invalidTexts.removeAll(keepingCapacity: true)
        categories.reset()
    }

    /// True unless all rows are null and nothing is written of them: most columns of most rows, where each line of JSON
    /// has keys of its own.
    var isTouched: Bool { !isSparse || filled > 0 }

    /// Before a row is written: those before it that said nothing are null.
    func touch(row: Int) {
        guard filled <= row else { return }
        complete(rows: row)
        filled = row + 1
    }

    /// Writes the nulls of rows that said nothing, before a sparse column is read.
    func complete(rows: Int) {
        guard isSparse, filled < rows else { return }
        (values + filled).update(repeating: 0, count: rows - filled)
        (states + filled).update(repeating: .null, count: rows - filled)
        filled = rows
    }

    @inline(__always)
    func set(_ value: Double, row: Int) {
        values[row] = value
        states[row] = .value
    }

    @inline(__always)
    func setNull(row: Int) {
        values[row] = 0
        states[row] = .null
    }

    /// True if a text is a value whatever it says, since there are more different ones than anybody asks for.
    var ignoresTexts: Bool { isText && categories.isBeyondMaximum }

    /// Reads a text whose number nobody asks for.
    @inline(__always)
    func set(ignoredText cell: UnsafeBufferPointer<UInt8>, row: Int) {
        if nulls.contains(cell) {
            setNull(row: row)
        } else if isUTF8(cell) {
            set(0, row: row)
        } else {
            setInvalid(cell, row: row)
        }
    }

    /// Reads a cell that the fast path did not.
    func set(cell: UnsafeBufferPointer<UInt8>, row: Int) {
        if nulls.contains(cell) {
            setNull(row: row)
        } else if isText {
            guard isUTF8(cell) else { return setInvalid(cell, row: row) }
            set(isIdentifier ? categories.append(cell) : categories.code(of: cell), row: row)
        } else if let value = CellParser.value(cell, type: type) {
            set(value, row: row)
        } else {
            setInvalid(cell, row: row)
        }
    }

    func setInvalid(_ cell: UnsafeBufferPointer<UInt8>, row: Int) {
        let shown = cell.count > 40 ? cell.prefix(37) : cell[...]
        setInvalid(row: row, text: String(decoding: shown, as: UTF8.self) + (cell.count > 40 ? "…" : ""))
    }

    func setInvalid(row: Int, text: String) {
        values[row] = 0
        states[row] = .invalid
        invalidTexts.append(text, row: row)
    }

    private func isUTF8(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
        var high: UInt8 = 0
        for byte in cell { high |= byte }
        return high < 0x80 || String(validating: cell, as: UTF8.self) != nil
    }
}
