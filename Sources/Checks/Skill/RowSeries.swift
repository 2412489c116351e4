import TradingCalendar

/// Values of some rows of a ledger in the ledger's order, of rows that become known in any order.
struct RowSeries {
    private var rows: [Int32] = []
    private(set) var values: [Double] = []

    /// Sets the value of a row, or takes it out.
    /// - Returns: the place of what changed; nil where nothing did.
    mutating func set(_ value: Double?, row: Int) -> Change? {
        let row = Int32(row)
        var place = rows.count
        if let last = rows.last, last >= row { place = rows.partitioningIndex { $0 < row } }
        let isKnown = place < rows.count && rows[place] == row
        switch (value, isKnown) {
        case (let value?, true):
            guard values[place] != value else { return nil }
            values[place] = value
            return .replaced(place)
        case (let value?, false):
            rows.insert(row, at: place)
            values.insert(value, at: place)
            return .inserted(place)
        case (nil, true):
            rows.remove(at: place)
            values.remove(at: place)
            return .removed(place)
        case (nil, false): return nil
        }
    }

    enum Change {
        case replaced(Int)
        case inserted(Int)
        case removed(Int)
    }
}
