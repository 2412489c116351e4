package import Core
package import Foundation
import TradingCalendar

/// A file of predictions or of labels that something else writes.
package enum LedgerFile {
    package struct Predictions: Sendable {
        package var predictions: PredictionTable
        /// Names of the columns of numbers that are none of a prediction's own.
        package let featureNames: [String]
        /// Rows that cannot be used, with line and reason.
        package let rejections: [Ledger.Rejection]
        /// When each of these was there: as the row says, or else the one before it.
        package let rejectedSince: [Date]
    }

    package struct Labels: Sendable {
        package var labels: [Label]
        package let rejections: [Ledger.Rejection]
        /// When each of these was there: as the row says, or else the one before it.
        package let rejectedSince: [Date]
    }

    /// Squares of errors, and of errors over σ, must stay numbers.
    static let maximumMagnitude = 1e50
    static let beyond = "is beyond what can be computed with"

    /// Columns of a prediction that must be there.
    static let requiredColumns = [
        ColumnPlan(name: "id", type: .text, isIdentifier: true), ColumnPlan(name: "made_at", type: .timestamp),
        ColumnPlan(name: "session", type: .date), ColumnPlan(name: "label_session", type: .date),
        ColumnPlan(name: "version", type: .text), ColumnPlan(name: "mean", type: .number),
    ]

    static let optionalColumns =
        [ColumnPlan(name: "key", type: .text, isIdentifier: true)]
        + [
            "sigma", "probability_up", "probability_of_event", "lower_80", "upper_80", "lower_95", "upper_95",
        ].map { ColumnPlan(name: $0, type: .number) }

    /// The columns that the export of a ledger has beside a prediction's own columns; never features.
    static let exportedColumns: Set<String> = ["label", "state", "acted", "outcome", "money", "value"]

    /// - Parameter complete: adds what follows from the rest of a prediction.
    /// - Throws: ``InputFailure`` for a file that cannot be read or lacks a column.
    package static func predictions(
        _ path: String, complete: (Prediction) -> Prediction = { $0 }
    ) throws -> Predictions {
        let stamp = FileStamp(path: path)
        let file = try TabularFile(path: path, format: .init(path: path))
        let own = requiredColumns + optionalColumns
        let others = file.header.filter { name in !own.contains { $0.name == name } && !exportedColumns.contains(name) }
        let loaded = try LoadedTable(file, plan: own + others.map { ColumnPlan(name: $0, type: .number) })
        try require(requiredColumns, in: loaded, path)
        let features = try featureColumns(path, asOf: stamp, loaded: loaded, own: own)
        let reader = PredictionReader(loaded: loaded, features: features)
        var predictions = PredictionTable(features: features.count, capacity: loaded.table.rows)
        var rejections: [Ledger.Rejection] = []
        var rejectedSince: [Date] = []
        let madeAt = TableCells(loaded, "made_at")
        var since = Date.distantPast
        for row in 0..<loaded.table.rows {
            since = madeAt.instant(row) ?? since
            do throws(PredictionReader.Rejection) {
                predictions.append(complete(try reader.prediction(row)))
            } catch {
                rejections.append(Ledger.Rejection("line \(loaded.line(ofRow: row))", error.reason))
                rejectedSince.append(since)
            }
        }
        return Predictions(
            predictions: predictions, featureNames: features.map(\.name), rejections: rejections,
            rejectedSince: rejectedSince)
    }

    /// - Parameter knownSince: of a label whose row does not say, by its key; nil where that cannot be told.
    /// - Throws: ``InputFailure`` for a file that cannot be read or lacks a column.
    package static func labels(_ path: String, knownSince: (String) -> Date?) throws -> Labels {
        let file = try TabularFile(path: path, format: .init(path: path))
        let required = [
            ColumnPlan(name: "key", type: .text, isIdentifier: true), ColumnPlan(name: "value", type: .number),
        ]
        let loaded = try LoadedTable(file, plan: required + [ColumnPlan(name: "known_since", type: .timestamp)])
        try require(required, in: loaded, path)
        let (key, value, since) = (
            TableCells(loaded, "key"), TableCells(loaded, "value"), TableCells(loaded, "known_since")
        )
        var labels: [Label] = []
        labels.reserveCapacity(loaded.table.rows)
        var rejections: [Ledger.Rejection] = []
        var rejectedSince: [Date] = []
        var last = Date.distantPast
        for row in 0..<loaded.table.rows {
            func refuse(_ reason: String) {
                last = since.instant(row) ?? key.text(row).flatMap(knownSince) ?? last
                rejections.append(Ledger.Rejection("line \(loaded.line(ofRow: row))", reason))
                rejectedSince.append(last)
            }
            if let reason = loaded.malformed[row] {
                refuse(reason)
            } else if let key = key.text(row) {
                let number = value.number(row)
                if let invalid = value.invalid(row) ?? since.invalid(row) {
                    refuse(invalid)
                } else if let number, number.magnitude > maximumMagnitude {
                    refuse("value \(number.shortText) \(beyond)")
                } else if let instant = since.instant(row) ?? knownSince(key) {
                    last = instant
                    labels.append(Label(key: key, value: number.map(Label.Value.init), knownSince: instant))
                } else {
                    refuse("the label \"\(key)\" says not since when it is known, and its key is no session")
                }
            } else {
                refuse("the label has no key")
            }
        }
        return Labels(labels: labels, rejections: rejections, rejectedSince: rejectedSince)
    }

    private static func require(_ columns: [ColumnPlan], in loaded: LoadedTable, _ path: String) throws {
        let missing = columns.map(\.name).filter { loaded.table[$0] == nil }
        guard missing.isEmpty || loaded.table.rows == 0 && loaded.header.isEmpty else {
            let names = missing.map { "\"\($0)\"" }.joined(separator: ", ")
            throw InputFailure(
                path: path, "has no column \(names)\(suggestion(for: missing[0], among: loaded.header))")
        }
    }

    /// The further columns that hold numbers. A CSV names them in its header; of JSON Lines, those that come late are
    /// known when it was read, so it is read again for these.
    /// - Parameter stamp: of the file before it was read.
    /// - Throws: where what is read again is not what was read.
    private static func featureColumns(
        _ path: String, asOf stamp: FileStamp?, loaded: LoadedTable, own: [ColumnPlan]
    ) throws -> [Column] {
        let known = Set(own.map(\.name)).union(exportedColumns)
        let names = loaded.header.filter { !known.contains($0) }
        guard !names.isEmpty else { return [] }
        var columns = loaded.table.columnsByName
        let late = names.filter { columns[$0] == nil }
        if !late.isEmpty {
            let file = try TabularFile(path: path, format: .init(path: path))
            let again = try LoadedTable(file, plan: late.map { ColumnPlan(name: $0, type: .number) }).table
            guard again.rows == loaded.table.rows, FileStamp(path: path) == stamp else {
                throw InputFailure(
                    path: path, "was changed while it was read; write it under another name and rename it, or try again"
                )
            }
            columns.merge(again.columnsByName) { first, _ in first }
        }
        return names.compactMap { columns[$0] }.filter { !$0.states.contains(.invalid) }
    }
}

extension Label.Value {
    /// Takes a log return.
    fileprivate init(_ label: Double) { self.init(label: label, simpleReturn: expm1(label)) }
}

/// The cells of one column; nil for null, invalid and absent ones. One object, since to copy a column for each cell
/// costs more than reading it.
private final class TableCells {
    let name: String
    private let column: Column?

    /// True if any cell is not of the column's type.
    var hasInvalid: Bool { column?.states.contains(.invalid) ?? false }

    init(_ loaded: LoadedTable, _ name: String) {
        self.name = name
        column = loaded.table[name]
    }

    func number(_ row: Int) -> Double? {
        guard let column, column.states[row] == .value else { return nil }
        return column.values[row]
    }

    func text(_ row: Int) -> String? {
        guard let column, column.states[row] == .value else { return nil }
        return column.categories[Int(column.values[row])]
    }

    func day(_ row: Int) -> Day? { number(row).map { Day(ordinal: Int($0)) } }

    func instant(_ row: Int) -> Date? { number(row).map { Date(timeIntervalSince1970: $0) } }

    /// Says why a cell is not of the column's type; nil where it is.
    func invalid(_ row: Int) -> String? {
        guard let column, column.states[row] == .invalid else { return nil }
        return "\(name) \"\(column.text(row))\" is not a \(column.type.rawValue) (such as \(column.type.example))"
    }
}

/// Reads a row as a prediction, or says why it is none.
private struct PredictionReader {
    struct Rejection: Error {
        let reason: String
        init(_ reason: String) { self.reason = reason }
    }

    private let loaded: LoadedTable
    private let features: [Column]
    private let (id, madeAt, session, labelSession, version, mean, key):
        (
            TableCells, TableCells, TableCells, TableCells, TableCells, TableCells, TableCells
        )
    private let (sigma, probabilityUp, probabilityOfEvent): (TableCells, TableCells, TableCells)
    private let (interval80, interval95): (IntervalCells, IntervalCells)
    /// The required ones, in the order in which they are looked for.
    private let required: [TableCells]
    /// Those with cells that are not of their type, in the order in which mistakes are looked for.
    private let invalid: [TableCells]

    init(loaded: LoadedTable, features: [Column]) {
        self.loaded = loaded
        self.features = features
        func cells(_ name: String) -> TableCells { TableCells(loaded, name) }
        id = cells("id")
        madeAt = cells("made_at")
        session = cells("session")
        labelSession = cells("label_session")
        version = cells("version")
        mean = cells("mean")
        key = cells("key")
        sigma = cells("sigma")
        probabilityUp = cells("probability_up")
        probabilityOfEvent = cells("probability_of_event")
        interval80 = IntervalCells(lower: cells("lower_80"), upper: cells("upper_80"))
        interval95 = IntervalCells(lower: cells("lower_95"), upper: cells("upper_95"))
        required = LedgerFile.requiredColumns.map { cells($0.name) }
        invalid = (required + LedgerFile.optionalColumns.map { cells($0.name) }).filter(\.hasInvalid)
    }

    func prediction(_ row: Int) throws(Rejection) -> Prediction {
        if let reason = loaded.malformed[row] { throw Rejection(reason) }
        for cells in invalid { if let reason = cells.invalid(row) { throw Rejection(reason) } }
        guard let id = id.text(row) else { throw Rejection("the prediction has no id") }
        guard let madeAt = madeAt.instant(row), let session = session.day(row),
            let labelSession = labelSession.day(row), let version = version.text(row), let mean = mean.number(row)
        else {
            let empty = required.first { $0.name != "id" && $0.number(row) == nil }
            throw Rejection("the prediction \"\(id)\" has no \(empty?.name ?? "value")")
        }
        var prediction = Prediction(
            id: id, madeAt: madeAt, session: session, labelSession: labelSession, labelKey: key.text(row),
            version: version, features: features.map { $0.states[row] == .value ? $0.values[row] : nil }, mean: mean)
        guard mean.magnitude <= LedgerFile.maximumMagnitude else {
            throw Rejection("mean \(mean.shortText) \(LedgerFile.beyond)")
        }
        prediction.sigma = sigma.number(row)
        if let sigma = prediction.sigma, sigma > 0,
            !(1 / LedgerFile.maximumMagnitude...LedgerFile.maximumMagnitude).contains(sigma)
        {
            throw Rejection("sigma \(sigma.shortText) \(LedgerFile.beyond)")
        }
        if let sigma = prediction.sigma, sigma <= 0 { throw Rejection("sigma \(sigma.shortText) is not above 0") }
        prediction.probabilityUp = try probability(probabilityUp, row)
        prediction.probabilityOfEvent = try probability(probabilityOfEvent, row)
        prediction.interval80 = try interval(interval80, row)
        prediction.interval95 = try interval(interval95, row)
        return prediction
    }

    private func probability(_ cells: TableCells, _ row: Int) throws(Rejection) -> Double? {
        guard let value = cells.number(row) else { return nil }
        guard (0...1).contains(value) else { throw Rejection("\(cells.name) \(value.shortText) is not from 0 to 1") }
        return value
    }

    private struct IntervalCells {
        let lower: TableCells
        let upper: TableCells
    }

    private func interval(_ cells: IntervalCells, _ row: Int) throws(Rejection) -> ClosedRange<Double>? {
        let (lower, upper) = (cells.lower.number(row), cells.upper.number(row))
        guard let low = lower, let high = upper else {
            guard lower == nil, upper == nil else {
                throw Rejection("\(cells.lower.name) and \(cells.upper.name) belong together; one is empty")
            }
            return nil
        }
        guard low <= high else {
            throw Rejection(
                "\(cells.lower.name) \(low.shortText) is above \(cells.upper.name) \(high.shortText)")
        }
        return low...high
    }
}
