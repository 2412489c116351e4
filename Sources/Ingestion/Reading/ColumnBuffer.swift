import Core

/// The cells of one column of a batch.
final class ColumnBuffer {
    let type: ColumnType
    let name: String
    private(set) var values: UnsafeMutablePointer<Double>
    private(set) var states: UnsafeMutablePointer<CellState>
    var categories = CategoryIndex()
    private(set) var invalidTexts = RowTexts()
    private let nulls: [[UInt8]]
    private let maximumNullLength: Int
    /// True if some null begins with a byte: most cells are told apart by it.
    private let beginsNull: [Bool]
    private let isText: Bool
    let isIdentifier: Bool
    let emptyIsNull: Bool
    /// True if some null could be taken for a value of the column's type, so that it must be asked for first.
    let nullsLookLikeValues: Bool

    init(plan: ColumnPlan, capacity: Int) {
        name = plan.name
        type = plan.type
        values = .allocate(capacity: capacity)
        states = .allocate(capacity: capacity)
        nulls = plan.nulls.map { Array($0.utf8) }
        var begins = [Bool](repeating: false, count: 256)
        for null in nulls { if let first = null.first { begins[Int(first)] = true } }
        beginsNull = begins
        isText = plan.type == .text
        isIdentifier = plan.isIdentifier
        nullsLookLikeValues = nulls.contains { null in
            null.withUnsafeBufferPointer { CellParser.value($0, type: plan.type) != nil }
        }
        emptyIsNull = plan.nulls.contains("")
        maximumNullLength = nulls.map(\.count).max() ?? 0
    }

    deinit {
        values.deallocate()
        states.deallocate()
    }

    func grow(from old: Int, to new: Int, keeping rows: Int) {
        let (moreValues, moreStates) = (
            UnsafeMutablePointer<Double>.allocate(capacity: new),
            UnsafeMutablePointer<CellState>.allocate(capacity: new)
        )
        moreValues.update(from: values, count: min(rows, old))
        moreStates.update(from: states, count: min(rows, old))
        values.deallocate()
        states.deallocate()
        (values, states) = (moreValues, moreStates)
    }

    func reset() {
        invalidTexts.removeAll(keepingCapacity: true)
        categories.reset()
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

    /// Reads a cell that the fast path did not.
    func set(cell: UnsafeBufferPointer<UInt8>, row: Int) {
        if isNull(cell) {
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

    private func isNull(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = cell.first else { return emptyIsNull }
        guard beginsNull[Int(first)], cell.count <= maximumNullLength else { return false }
        return nulls.contains { $0.count == cell.count && $0.elementsEqual(cell) }
    }

    private func isUTF8(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
        var high: UInt8 = 0
        for byte in cell { high |= byte }
        return high < 0x80 || String(validating: cell, as: UTF8.self) != nil
    }
}
