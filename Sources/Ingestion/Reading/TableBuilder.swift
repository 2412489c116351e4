import Core
import Synchronization

/// A table that grows by the pieces of its file.
struct TableBuilder: Sendable {
    let format: TabularFile.Format
    let firstRow: Int
    private(set) var columns: [Column]
    private(set) var header: [String]
    private(set) var rows = 0
    private(set) var malformed = RowTexts()
    private(set) var shifts: [(row: Int, lines: Int)] = []
    private let plan: [ColumnPlan]
    private var categories: [[String: Int]]
    private var names: Set<String>
    /// These are told however many other names there are: a column that is there is not missing.
    private let planned: Set<String>
    private var beforeLastBlock: Extent
    private var budget: CellBudget

    /// Names of columns that are told apart, of JSON Lines.
    static let maximumNames = 10_000

    /// The size of everything that grows.
    private struct Extent: Sendable {
        let rows: Int
        let shifts: Int
        let names: Int
        let categories: [Int]
        let budget: CellBudget
    }

    /// - Parameter plan: of it the columns that the file has.
    init(_ file: TabularFile, plan: [ColumnPlan]) {
        names = Set(file.header)
        let plan = file.format == .csv ? plan.filter { [names] in names.contains($0.name) } : plan
        self.plan = plan
        budget = CellBudget(path: file.path)
        format = file.format
        firstRow = file.firstRow
        header = file.header
        planned = Set(plan.map(\.name))
        columns = plan.map { Column(name: $0.name, type: $0.type, values: [], states: []) }
        categories = plan.map { _ in [:] }
        beforeLastBlock = Extent(
            rows: 0, shifts: 0, names: file.header.count, categories: plan.map { _ in 0 }, budget: budget)
    }

    private var extent: Extent {
        Extent(
            rows: rows, shifts: shifts.count, names: header.count, categories: columns.map(\.categories.count),
            budget: budget)
    }

    /// With the rows of a file, or of the rest of one. Consumes the builder, so that no cell is copied.
    consuming func appending(_ file: TabularFile, workers: Int) throws -> TableBuilder {
        let plan = plan
        let whole = Mutex(self)
        try file.read(plan, workers: workers, map: TablePiece.init) { piece in
            try whole.withLock { try $0.append(piece) }
        }
        return whole.withLock { $0 }
    }

    /// The same without the block that came last, and all that it brought.
    func withoutLastBlock() -> TableBuilder {
        let before = beforeLastBlock
        var shorter = self
        for index in columns.indices {
            let column = columns[index]
            for text in column.categories[before.categories[index]...] { shorter.categories[index][text] = nil }
            shorter.columns[index] = Column(
                name: column.name, type: column.type, values: Array(column.values[..<before.rows]),
                states: Array(column.states[..<before.rows]),
                categories: Array(column.categories[..<before.categories[index]]),
                invalidTexts: column.invalidTexts.prefix(before.rows))
        }
        for name in header[before.names...] { shorter.names.remove(name) }
        shorter.header = Array(header[..<before.names])
        shorter.malformed = malformed.prefix(before.rows)
        shorter.shifts = Array(shifts[..<before.shifts])
        shorter.rows = before.rows
        shorter.budget = before.budget
        return shorter
    }

    private mutating func append(_ piece: TablePiece) throws {
        if piece.isFirstPart { beforeLastBlock = extent }
        try budget.take(rows: piece.rows, of: columns.count, bytes: piece.bytes)
        for (index, column) in piece.columns.enumerated() {
            if plan[index].isIdentifier {
                let known = Double(columns[index].categories.count)
                columns[index].categories += column.categories
                columns[index].values += column.values.map { $0 + known }
                columns[index].states += column.states
                columns[index].invalidTexts.append(column.invalidTexts, from: rows)
                continue
            }
            let codes = column.categories.map { code(of: $0, column: index) }
            if codes.isEmpty {
                columns[index].values += column.values
            } else {
                columns[index].values += zip(column.values, column.states).map { $1 == .value ? codes[Int($0)] : 0 }
            }
            columns[index].states += column.states
            columns[index].invalidTexts.append(column.invalidTexts, from: rows)
        }
        malformed.append(piece.malformed, from: rows)
        shifts += piece.shifts.map { (rows + $0.row, $0.lines) }
        for name in piece.unexpected where header.count < TableBuilder.maximumNames || planned.contains(name) {
            if names.insert(name).inserted { header.append(name) }
        }
        rows += piece.rows
    }

    private mutating func code(of text: String, column: Int) -> Double {
        if let known = categories[column][text] { return Double(known) }
        let code = columns[column].categories.count
        categories[column][text] = code
        columns[column].categories.append(text)
        return Double(code)
    }
}
