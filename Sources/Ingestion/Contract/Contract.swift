package import Core

/// The promises of a source about its columns and rows.
package struct Contract: Equatable, Sendable {
    package struct ColumnRule: Equatable, Sendable {
        package let name: String
        package let type: ColumnType
        package var required = true
        package var nullable = true
        package var minimum: Double?
        package var maximum: Double?
        /// Allowed values, as written.
        package var allowed: [String]?

        package init(name: String, type: ColumnType) {
            self.name = name
            self.type = type
        }
    }

    package let columns: [ColumnRule]
    private let positions: [String: Int]
    /// The column that says when a row is about.
    package let time: String
    /// The columns that together tell rows apart.
    package let key: [String]

    /// - Parameter key: the time alone, unless said otherwise.
    package init(columns: [ColumnRule], time: String, key: [String] = []) {
        self.columns = columns
        positions = Dictionary(columns.enumerated().map { ($1.name, $0) }) { first, _ in first }
        self.time = time
        self.key = key.isEmpty ? [time] : key
    }

    package subscript(name: String) -> ColumnRule? { positions[name].map { columns[$0] } }

    /// Judges the header and some rows of a table.
    /// - Parameters:
    ///   - rows: positions in the table, in the order of the file.
    ///   - known: the rows that one of these may repeat; nil for all before the last of these.
    ///   - isOrdered: whether rows must come in the order of time; not where later versions of a row are appended.
    package func findings(
        in loaded: LoadedTable, rows: [Int], among known: [Int]? = nil, isOrdered: Bool = true
    ) -> [Finding] {
        // JSON Lines have their names in the rows: without a row there is nothing to find.
        let hasHeader = loaded.columnsAreOrdered || loaded.table.rows > 0
        return (hasHeader ? headerFindings(loaded.header, isOrdered: loaded.columnsAreOrdered) : [])
            + cellFindings(loaded, rows)
            + rowFindings(loaded, rows)
            + (isOrdered
                ? orderFindings(loaded, rows) + duplicateFindings(loaded, rows, among: known)
                : duplicateFindings(loaded, rows, among: rows))
    }

    // MARK: - Cells

    /// More than this share of invalid cells and the column is of another type.
    package static let mismatchShare = 0.05

    private func cellFindings(_ loaded: LoadedTable, _ rows: [Int]) -> [Finding] {
        let columnsByName = loaded.table.columnsByName
        return columns.flatMap { rule -> [Finding] in
            guard let column = columnsByName[rule.name] else { return [] }
            return typeFindings(rule, column: column, loaded: loaded, rows: rows)
                + nullFindings(rule, column: column, loaded: loaded, rows: rows)
                + rangeFindings(rule, column: column, loaded: loaded, rows: rows)
                + allowedFindings(rule, column: column, loaded: loaded, rows: rows)
        }
    }

    private func typeFindings(_ rule: ColumnRule, column: Column, loaded: LoadedTable, rows: [Int]) -> [Finding] {
        let invalid = rows.filter { column.states[$0] == .invalid }
        guard !invalid.isEmpty else { return [] }
        let filled = rows.count { column.states[$0] != .null }
        let mismatch = Double(invalid.count) > Contract.mismatchShare * Double(filled)
        let message =
            """
            \"\(rule.name)\": \(invalid.count) of \(filled) cells are not of type \(rule.type.rawValue) (such as \
            \(rule.type.example))
            """
        return [
            report(
                mismatch ? .typeMismatch : .invalidCells, column: rule.name, loaded: loaded, rows: invalid,
                message: message
            ) {
                column.invalidTexts[$0] ?? "?"
            }
        ]
    }

    private func nullFindings(_ rule: ColumnRule, column: Column, loaded: LoadedTable, rows: [Int]) -> [Finding] {
        guard !rule.nullable else { return [] }
        let nulls = rows.filter { column.states[$0] == .null }
        guard !nulls.isEmpty else { return [] }
        let message =
            """
            \"\(rule.name)\": \(nulls.count) null of \(rows.count) cells; \
            \(rule.name == time ? "a row needs its time" : "the contract says nullable: false")
            """
        return [report(.nullCell, column: rule.name, loaded: loaded, rows: nulls, message: message) { _ in "null" }]
    }

    private func rangeFindings(_ rule: ColumnRule, column: Column, loaded: LoadedTable, rows: [Int]) -> [Finding] {
        let low = rule.minimum ?? -.infinity
        let high = rule.maximum ?? .infinity
        let outside = rows.filter {
            column.states[$0] == .value && (column.values[$0] < low || column.values[$0] > high)
        }
        guard !outside.isEmpty else { return [] }
        let bounds = [rule.minimum.map { "min \($0.shortText)" }, rule.maximum.map { "max \($0.shortText)" }]
        let message =
            """
            \"\(rule.name)\": \(outside.count) of \(rows.count) cells out of range \
            (\(bounds.compactMap { $0 }.joined(separator: ", ")))
            """
        return [
            report(.outOfRange, column: rule.name, loaded: loaded, rows: outside, message: message) {
                column.values[$0].shortText
            }
        ]
    }

    private func allowedFindings(_ rule: ColumnRule, column: Column, loaded: LoadedTable, rows: [Int])
        -> [Finding]
    {
        guard let allowed = rule.allowed else { return [] }
        let numbers = column.type == .number || column.type == .integer ? Set(allowed.compactMap { Double($0) }) : nil
        let texts = Set(allowed)
        let others = rows.filter { row in
            guard column.states[row] == .value else { return false }
            return !(numbers?.contains(column.values[row]) ?? texts.contains(column.text(row)))
        }
        guard !others.isEmpty else { return [] }
        let message =
            "\"\(rule.name)\": \(others.count) of \(rows.count) cells hold none of \(allowed.joined(separator: ", "))"
        return [
            report(.notAllowed, column: rule.name, loaded: loaded, rows: others, message: message) { column.text($0) }
        ]
    }

    // MARK: - Rows

    private func rowFindings(_ loaded: LoadedTable, _ rows: [Int]) -> [Finding] {
        let malformed = rows.filter { loaded.malformed[$0] != nil }
        guard !malformed.isEmpty else { return [] }
        let message = "\(malformed.count) of \(rows.count) rows are not whole"
        return [
            report(.malformedRow, column: nil, loaded: loaded, rows: malformed, message: message) {
                loaded.malformed[$0] ?? "?"
            }
        ]
    }

    private func orderFindings(_ loaded: LoadedTable, _ rows: [Int]) -> [Finding] {
        guard let time = loaded.table[time] else { return [] }
        let backwards = rows.filter { isBackwards(time, $0) }
        guard !backwards.isEmpty else { return [] }
        let message = "\"\(self.time)\": \(backwards.count) of \(rows.count) rows are earlier than the row before"
        return [
            report(.timeBackwards, column: self.time, loaded: loaded, rows: backwards, message: message) {
                time.text($0)
            }
        ]
    }

    private func isBackwards(_ time: Column, _ row: Int) -> Bool {
        guard time.states[row] == .value else { return false }
        var before = row - 1
        while before >= 0, time.states[before] != .value { before -= 1 }
        return before >= 0 && time.values[row] < time.values[before]
    }

    private func duplicateFindings(_ loaded: LoadedTable, _ rows: [Int], among known: [Int]?) -> [Finding] {
        let columns = key.compactMap { loaded.table[$0] }
        guard columns.count == key.count else { return [] }
        let span = known ?? Array(0..<min(loaded.table.rows, (rows.max() ?? -1) + 1))
        let judged = Set(rows)
        var seen = Set<[UInt64]>()
        var repeated: [Int] = []
        for row in span {
            let identity = columns.compactMap { $0.identity(row) }
            guard identity.count == columns.count else { continue }
            if !seen.insert(identity).inserted, judged.contains(row) { repeated.append(row) }
        }
        guard !repeated.isEmpty else { return [] }
        let names = key.joined(separator: ", ")
        let message = "\(repeated.count) of \(rows.count) rows repeat the key (\(names)) of a row before"
        return [
            report(
                .duplicateKey, column: key.count == 1 ? key[0] : nil, loaded: loaded, rows: repeated, message: message
            ) { row in
                columns.map { $0.text(row) }.joined(separator: ", ")
            }
        ]
    }

    private func report(
        _ kind: Finding.Kind, column: String?, loaded: LoadedTable, rows: [Int], message: String,
        sample: (Int) -> String
    ) -> Finding {
        let first = rows.prefix(5)
        return Finding(
            kind, column: column, count: rows.count, lines: first.map(loaded.line(ofRow:)), samples: first.map(sample),
            message)
    }
}
