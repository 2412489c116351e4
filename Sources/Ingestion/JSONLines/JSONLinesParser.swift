import Core

/// Parses JSON Lines: one flat object a line, its keys the columns.
struct JSONLinesParser {
    private let plan: [ColumnPlan]
    private let positions: [String: Int]

    init(plan: [ColumnPlan]) {
        self.plan = plan
        positions = Dictionary(plan.enumerated().map { ($1.name, $0) }) { first, _ in first }
    }

    /// Parses as many lines as the batch has room for, and moves the block's start behind them.
    func parse(_ block: Block, into batch: Batch) {
        batch.reset(isSparse: true)
        var known = Set<String>()
        let end = JSONLinesParser.lines(of: block) { line in
            guard !line.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) else {
                batch.noteShift(row: batch.rows, lines: 1)
                return true
            }
            do throws(FlatObject.Mistake) {
                var object = FlatObject(line)
                try object.read { key, value in
                    let index = positions[key]
                    if known.insert(key).inserted, known.count <= 10_000 || index != nil {
                        batch.unexpected.append(key)
                    }
                    if let index { set(value, batch.columns[index], row: batch.rows) }
                }
            } catch {
                let reason = "not a JSON object: \(error.message) at byte \(error.byte + 1) of the line"
                batch.noteMalformed(row: batch.rows, reason)
                let text = "(\(reason))"
                for column in batch.columns {
                    column.touch(row: batch.rows)
                    column.setInvalid(row: batch.rows, text: text)
                }
            }
            batch.rows += 1
            return batch.rows < batch.capacity
        }
        batch.bytes = end - block.start
        block.start = end
    }

    private func set(_ value: FlatObject.Value, _ column: ColumnBuffer, row: Int) {
        column.touch(row: row)
        switch (value, column.type) {
        case (.null, _): column.setNull(row: row)
        case (.boolean(let flag), .boolean): column.set(flag ? 1 : 0, row: row)
        case (.number(let cell), .number), (.number(let cell), .integer): column.set(cell: cell, row: row)
        case (.string(let bytes), .text), (.string(let bytes), .date), (.string(let bytes), .timestamp):
            bytes.withUnsafeBufferPointer { column.set(cell: $0, row: row) }
        default: column.setInvalid(row: row, text: value.shown)
        }
    }

    /// The keys of all objects of a block, in order of appearance.
    static func keys(of block: Block) -> [String] {
        var keys: [String] = []
        var known = Set<String>()
        lines(of: block) { line in
            var object = FlatObject(line)
            // A line that is no object is reported when the rows are read.
            try? object.read { key, _ in
                if known.insert(key).inserted, keys.count < 10_000 { keys.append(key) }
            }
            return true
        }
        return keys
    }

    /// Every cell of a block as text.
    static func fields(
        of block: Block, header: [String], _ body: (Int, UnsafeBufferPointer<UInt8>, _ isText: Bool) -> Void
    ) {
        let positions = Dictionary(header.enumerated().map { ($1, $0) }) { first, _ in first }
        lines(of: block) { line in
            var object = FlatObject(line)
            // As above.
            try? object.read { key, value in
                guard let position = positions[key] else { return }
                let isText = if case .string = value { true } else { false }
                value.withText { body(position, $0, isText) }
            }
            return true
        }
    }

    /// - Parameter body: returns false after the last line that it wants.
    /// - Returns: where the next line begins.
    @discardableResult
    private static func lines(of block: Block, _ body: (UnsafeBufferPointer<UInt8>) -> Bool) -> Int {
        let bytes = UnsafePointer(block.bytes)
        var at = block.start
        if block.index == 0, at == 0, block.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { at = 3 }
        while at < block.count {
            let start = at
            while bytes[at] != UInt8(ascii: "\n") { at += 1 }
            let goesOn = body(UnsafeBufferPointer(start: bytes + start, count: at - start))
            at += 1
            if !goesOn { break }
        }
        return at
    }
}
