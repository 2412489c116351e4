import Checks
import Core
import Ingestion
import TradingCalendar

/// The rows of a source by time, with their places in the file.
struct OrderedSource: Sendable {
    let table: SourceTable
    /// The place in the file of each row of the table; nil where that is the same.
    private let places: [Int]?

    /// - Parameters:
    ///   - days: one for each row of the table as it was read.
    ///   - time: a value for each.
    init(_ table: Table, days: [Day], time: Column) {
        let rows = Array(days.indices)
        let order = time.ascending(rows)
        guard order != rows else {
            self.table = SourceTable(days: days, columns: table.columns)
            places = nil
            return
        }
        self.table = SourceTable(days: order.map { days[$0] }, columns: table.columns.map { $0.selecting(order) })
        places = order
    }

    /// The places in the file of some rows, ascending.
    func places(of rows: Range<Int>) -> [Int] { places.map { $0[rows].sorted() } ?? Array(rows) }
}

extension Column {
    /// Rows with a value by that value; those of one value as they stand.
    func ascending(_ rows: [Int]) -> [Int] {
        guard !zip(rows, rows.dropFirst()).allSatisfy({ values[$0] <= values[$1] }) else { return rows }
        return rows.enumerated().sorted { a, b in
            (values[a.element], a.offset) < (values[b.element], b.offset)
        }.map(\.element)
    }

    /// The cells of some rows, in the order given.
    func selecting(_ rows: [Int]) -> Column {
        Column(
            name: name, type: type, values: rows.map { values[$0] }, states: rows.map { states[$0] },
            categories: categories)
    }
}

extension Contract {
    /// The rows of each ticker, or whatever the key has beside the time; all of them without such.
    func groups(of table: Table) -> [[Int]] {
        let columns = key.filter { $0 != time }.compactMap { table[$0] }
        guard !columns.isEmpty, key.contains(time) else { return [Array(0..<table.rows)] }
        var places: [[UInt64?]: Int] = [:]
        var groups: [[Int]] = []
        for row in 0..<table.rows {
            let identity = columns.map { $0.identity(row) }
            let place = places[identity] ?? groups.count
            if place == groups.count {
                places[identity] = place
                groups.append([])
            }
            groups[place].append(row)
        }
        return groups
    }
}
