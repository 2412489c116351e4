import Core

/// Parses the records of a block into a batch: RFC 4180, one pass, numbers while they are scanned.
struct CSVBlockParser {
    /// For each field of the file, the column of the batch that wants it; −1 for none.
    private let targets: [Int]

    /// Where the cells of a field go; without references, which would be counted at every cell.
    private struct Target {
        let column: Int
        let isNumeric: Bool
        let allowsFraction: Bool
        let emptyIsNull: Bool
        let values: UnsafeMutablePointer<Double>?
        let states: UnsafeMutablePointer<CellState>?
        /// The batch holds the buffer while a block is parsed.
        let buffer: Unmanaged<ColumnBuffer>?
        /// For timestamps only.
        var days: DayCache?
        /// For texts only: whether there are too many different ones to tell apart.
        var ignoresTexts = false
    }

    init(header: [String], plan: [ColumnPlan]) {
        let positions = Dictionary(plan.enumerated().map { ($1.name, $0) }) { first, _ in first }
        targets = header.map { positions[$0] ?? -1 }
    }

    /// Parses as many records as the batch has room for, and moves the block's start behind them.
    /// - Parameter block: ends with a newline, so no scan for one needs a bound.
    func parse(_ block: Block, into batch: Batch) {
        batch.reset(isSparse: false)
        batch.blockEnd = block.count
        let bytes = UnsafePointer(block.bytes)
        var at = block.start
        var row = 0
        var targets = targets.map { target(column: $0, batch) }
        targets.withUnsafeMutableBufferPointer { targets in
            while at < block.count, row < batch.capacity {
                if targets.count > 1, let next = blankLine(bytes, at) {
                    batch.noteShift(row: row, lines: 1)
                    at = next
                } else {
                    let fields = record(bytes, at: &at, targets: targets, row: row, batch: batch)
                    row += 1
                    if at >= block.count, block.endsWithoutNewline, fields < targets.count {
                        // The last cell of a file that was cut is not what was meant.
                        targets[fields - 1].buffer?.takeUnretainedValue().setInvalid(row: row - 1, text: "(cut)")
                    }
                }
            }
        }
        batch.rows = row
        batch.bytes = at - block.start
        block.start = at
    }

    private func target(column: Int, _ batch: Batch) -> Target {
        guard column >= 0 else {
            return Target(
                column: -1, isNumeric: false, allowsFraction: false, emptyIsNull: false, values: nil,
                states: nil, buffer: nil)
        }
        let buffer = batch.columns[column]
        return Target(
            column: column,
            isNumeric: (buffer.type == .number || buffer.type == .integer) && !buffer.nullsLookLikeValues,
            allowsFraction: buffer.type == .number, emptyIsNull: buffer.emptyIsNull, values: buffer.values,
            states: buffer.states, buffer: .passUnretained(buffer),
            days: buffer.type == .timestamp && !buffer.nullsLookLikeValues ? DayCache() : nil)
    }

    /// Every field of a block as text, for guessing types; fields beyond `count` are left out.
    static func fields(of block: Block, count: Int, _ body: (Int, UnsafeBufferPointer<UInt8>) -> Void) {
        let bytes = UnsafePointer(block.bytes)
        var at = block.start
        var field = 0
        while at < block.count {
            let isQuoted = bytes[at] == UInt8(ascii: "\"")
            let start = isQuoted ? at + 1 : at
            var end = start
            if isQuoted {
                end = QuoteScan.closingQuote(bytes, from: start, to: block.count) ?? start
                at = end + 1
            }
            while bytes[at] != comma, bytes[at] != newline { at += 1 }
            if !isQuoted { end = at > start && bytes[at] == newline && bytes[at - 1] == carriageReturn ? at - 1 : at }
            if field < count { body(field, UnsafeBufferPointer(start: bytes + start, count: end - start)) }
            field = bytes[at] == newline ? 0 : field + 1
            at += 1
        }
    }

    private func blankLine(_ bytes: UnsafePointer<UInt8>, _ at: Int) -> Int? {
        if bytes[at] == newline { return at + 1 }
        return bytes[at] == carriageReturn && bytes[at + 1] == newline ? at + 2 : nil
    }

    /// - Returns: how many fields the record has.
    @inline(__always)
    private func record(
        _ bytes: UnsafePointer<UInt8>, at: inout Int, targets: UnsafeMutableBufferPointer<Target>, row: Int,
        batch: Batch
    ) -> Int {
        var field = 0
        while true {
            if field < targets.count {
                if !targets[field].isNumeric || !fastNumber(bytes, at: &at, target: targets[field], row: row) {
                    general(bytes, at: &at, target: &targets[field], row: row, batch: batch)
                }
            } else {
                skip(bytes, at: &at, row: row, batch: batch)
            }
            field += 1
            let end = bytes[at]
            at += 1
            if end == newline { break }
        }
        if field != targets.count { incomplete(fields: field, targets, row: row, batch: batch) }
        return field
    }

    /// Reads a plain decimal number of at most 15 digits, which a double and a power of ten give exactly (Clinger,
    /// 1990).
    /// - Returns: false, with nothing consumed, for anything else.
    @inline(__always)
    private func fastNumber(_ bytes: UnsafePointer<UInt8>, at: inout Int, target: Target, row: Int) -> Bool {
        guard let values = target.values, let states = target.states else { return false }
        var i = at
        let negative = bytes[i] == UInt8(ascii: "-")
        if negative { i += 1 }
        var mantissa: Int64 = 0
        let start = i
        while case let digit = bytes[i] &- 48, digit < 10 {
            mantissa = mantissa &* 10 &+ Int64(digit)
            i += 1
        }
        var digits = i - start
        var fraction = 0
        if bytes[i] == UInt8(ascii: "."), target.allowsFraction {
            i += 1
            let point = i
            while case let digit = bytes[i] &- 48, digit < 10 {
                mantissa = mantissa &* 10 &+ Int64(digit)
                i += 1
            }
            fraction = i - point
            digits += fraction
        }
        guard digits > 0, digits <= 15 else {
            guard i == at, target.emptyIsNull, bytes[i] == comma || bytes[i] == newline else { return false }
            values[row] = 0
            states[row] = .null
            return true
        }
        if bytes[i] == carriageReturn, bytes[i + 1] == newline { i += 1 }
        guard bytes[i] == comma || bytes[i] == newline else { return false }
        let magnitude = fraction == 0 ? Double(mantissa) : Double(mantissa) / powersOfTen[fraction]
        values[row] = negative ? -magnitude : magnitude
        states[row] = .value
        at = i
        return true
    }

    /// Reads any field and leaves the cursor on the comma or newline behind it.
    @inline(__always)
    private func general(
        _ bytes: UnsafePointer<UInt8>, at: inout Int, target: inout Target, row: Int, batch: Batch
    ) {
        guard bytes[at] != UInt8(ascii: "\""), let buffer = target.buffer else {
            return quoted(bytes, at: &at, buffer: target.buffer, row: row, batch: batch)
        }
        let start = at
        at = endOfField(bytes, from: start)
        let cell = UnsafeBufferPointer(start: bytes + start, count: trimmedEnd(bytes, start: start, end: at) - start)
        if let values = target.values, let states = target.states, let time = target.days?.timestamp(cell) {
            values[row] = time
            states[row] = .value
        } else if target.ignoresTexts {
            buffer._withUnsafeGuaranteedRef { $0.set(ignoredText: cell, row: row) }
        } else {
            target.ignoresTexts = buffer._withUnsafeGuaranteedRef {
                $0.set(cell: cell, row: row)
                return $0.ignoresTexts
            }
        }
    }

    /// The place of the comma or newline behind a plain field, looked for in eight bytes at once. After the exclusive or
    /// a byte is zero where it is the one wanted, and of zero bytes alone subtracting one sets the highest bit. There is
    /// a newline at the end of the block, and memory to read behind it.
    @inline(__always)
    private func endOfField(_ bytes: UnsafePointer<UInt8>, from start: Int) -> Int {
        let ones: UInt64 = 0x0101_0101_0101_0101
        var at = start
        while true {
            let word = UInt64(littleEndian: UnsafeRawPointer(bytes + at).loadUnaligned(as: UInt64.self))
            let commas = word ^ (ones &* UInt64(comma))
            let newlines = word ^ (ones &* UInt64(newline))
            let found = (((commas &- ones) & ~commas) | ((newlines &- ones) & ~newlines)) & (ones &* 0x80)
            if found != 0 { return at + found.trailingZeroBitCount / 8 }
            at += 8
        }
    }

    /// Passes over a field that nobody wants.
    private func skip(_ bytes: UnsafePointer<UInt8>, at: inout Int, row: Int, batch: Batch) {
        quoted(bytes, at: &at, buffer: nil, row: row, batch: batch)
    }

    private func quoted(
        _ bytes: UnsafePointer<UInt8>, at: inout Int, buffer: Unmanaged<ColumnBuffer>?, row: Int, batch: Batch
    ) {
        guard bytes[at] == UInt8(ascii: "\"") else {
            while bytes[at] != comma, bytes[at] != newline { at += 1 }
            return
        }
        let start = at + 1
        // The block holds whole records, so the field is closed in it.
        let close = QuoteScan.closingQuote(bytes, from: start, to: batch.blockEnd) ?? batch.blockEnd - 1
        var lines = 0
        var doubled = false
        for i in start..<close {
            if bytes[i] == newline { lines += 1 }
            if bytes[i] == UInt8(ascii: "\"") { doubled = true }
        }
        if lines > 0 { batch.noteShift(row: row + 1, lines: lines) }
        at = min(close + 1, batch.blockEnd - 1)
        let tail = at
        while bytes[at] != comma, bytes[at] != newline { at += 1 }
        guard let column = buffer?.takeUnretainedValue() else { return }
        let whole = UnsafeBufferPointer(start: bytes + start, count: close - start)
        if trimmedEnd(bytes, start: tail, end: at) > tail {
            // Text behind the closing quote: neither a quoted field nor a plain one.
            column.setInvalid(UnsafeBufferPointer(start: bytes + start - 1, count: at - start + 1), row: row)
        } else if doubled {
            var text = [UInt8]()
            text.reserveCapacity(whole.count)
            var i = 0
            while i < whole.count {
                text.append(whole[i])
                i += whole[i] == UInt8(ascii: "\"") ? 2 : 1
            }
            text.withUnsafeBufferPointer { column.set(cell: $0, row: row) }
        } else {
            column.set(cell: whole, row: row)
        }
    }

    private func incomplete(
        fields: Int, _ targets: UnsafeMutableBufferPointer<Target>, row: Int, batch: Batch
    ) {
        let reason = "\(fields) field\(fields == 1 ? "" : "s") where the header has \(targets.count)"
        batch.noteMalformed(row: row, reason)
        let text = "(\(reason))"
        for field in targets.indices where field >= fields && targets[field].column >= 0 {
            batch.columns[targets[field].column].setInvalid(row: row, text: text)
        }
    }

    private func trimmedEnd(_ bytes: UnsafePointer<UInt8>, start: Int, end: Int) -> Int {
        end > start && bytes[end] == newline && bytes[end - 1] == carriageReturn ? end - 1 : end
    }
}

private let comma = UInt8(ascii: ",")
private let newline = UInt8(ascii: "\n")
private let carriageReturn = UInt8(ascii: "\r")
private let powersOfTen: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
]
