import Core

/// Guesses the types of a file's columns from its first block: the narrowest type that at least 95 % of the cells have.
enum TypeInference {
    /// Cells looked at per column.
    static let sample = 5_000

    static func types(of file: TabularFile, nulls: [String]) -> [ColumnType] {
        let nullBytes = nulls.map { Array($0.utf8) }
        var tallies = [Tally](repeating: Tally(), count: file.header.count)
        file.sample { column, cell, isText in
            guard tallies[column].cells < sample, !nullBytes.contains(where: { $0.elementsEqual(cell) }) else { return }
            tallies[column].add(cell, isText: isText)
        }
        return tallies.map(\.type)
    }

    private struct Tally {
        var cells = 0
        var numbers = 0
        var integers = 0
        var dates = 0
        var timestamps = 0
        var booleans = 0

        mutating func add(_ cell: UnsafeBufferPointer<UInt8>, isText: Bool) {
            cells += 1
            if !isText, CellParser.number(cell) != nil {
                numbers += 1
                if CellParser.value(cell, type: .integer) != nil { integers += 1 }
            } else if CellParser.value(cell, type: .date) != nil {
                dates += 1
            } else if CellParser.value(cell, type: .timestamp) != nil {
                timestamps += 1
            } else if !isText, CellParser.value(cell, type: .boolean) != nil {
                booleans += 1
            }
        }

        var type: ColumnType {
            let enough = Double(cells) * (1 - Contract.mismatchShare)
            func most(_ count: Int) -> Bool { count > 0 && Double(count) >= enough }
            if most(numbers) { return integers == numbers ? .integer : .number }
            if most(dates) { return .date }
            if most(timestamps) { return .timestamp }
            if most(booleans) { return .boolean }
            return .text
        }
    }
}
