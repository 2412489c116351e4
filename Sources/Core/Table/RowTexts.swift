/// The texts that a few of many rows have, by row.
///
/// All are kept: a verdict counts the rows, and which of them is shown depends on what is asked. Equal texts of rows
/// that follow each other share their memory.
package struct RowTexts: Equatable, Sendable {
    /// Ascending.
    package private(set) var rows: [Int] = []
    /// One a row of ``rows``.
    package private(set) var texts: [String] = []

    package init() {}

    package var isEmpty: Bool { rows.isEmpty }
    package var count: Int { rows.count }

    /// Adds the text of a row that is not before those that are there. Of two texts of one row the first stays.
    package mutating func append(_ text: String, row: Int) {
        if let last = rows.last {
            precondition(last <= row, "rows come in their order")
            guard last < row else { return }
        }
        rows.append(row)
        texts.append(texts.last.map { $0 == text ? $0 : text } ?? text)
    }

    /// Adds those of rows that follow, counted from `first`.
    package mutating func append(_ other: RowTexts, from first: Int) {
        for (row, text) in zip(other.rows, other.texts) { append(text, row: first + row) }
    }

    /// Those of the rows before one.
    package func prefix(_ end: Int) -> RowTexts {
        var first = RowTexts()
        let count = place(of: end)
        first.rows = Array(rows[..<count])
        first.texts = Array(texts[..<count])
        return first
    }

    package mutating func removeAll(keepingCapacity: Bool = false) {
        rows.removeAll(keepingCapacity: keepingCapacity)
        texts.removeAll(keepingCapacity: keepingCapacity)
    }

    package subscript(row: Int) -> String? {
        get {
            let place = place(of: row)
            return place < rows.count && rows[place] == row ? texts[place] : nil
        }
        set {
            let place = place(of: row)
            let isThere = place < rows.count && rows[place] == row
            switch (newValue, isThere) {
            case (let text?, true): texts[place] = text
            case (let text?, false):
                rows.insert(row, at: place)
                texts.insert(text, at: place)
            case (nil, true):
                rows.remove(at: place)
                texts.remove(at: place)
            case (nil, false): break
            }
        }
    }

    /// Where a row stands or would have to.
    private func place(of row: Int) -> Int {
        var (low, high) = (0, rows.count)
        while low < high {
            let middle = (low + high) / 2
            if rows[middle] < row { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

extension RowTexts: ExpressibleByDictionaryLiteral {
    package init(dictionaryLiteral elements: (Int, String)...) {
        for (row, text) in elements { self[row] = text }
    }
}
