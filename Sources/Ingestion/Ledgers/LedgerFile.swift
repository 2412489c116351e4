package import Core
package import Foundation
import TradingCalendar

/// A file of predictions or of labels that something else writes.
package enum LedgerFile {
    package struct Predictions: Sendable {
        package let predictions: [Prediction]
        /// Names of the columns of numbers that are none of a prediction's own.
        package let featureNames: [String]
        /// Rows that cannot be used, with line and reason.
        package let rejections: [Ledger.Rejection]
    }

    package struct Labels: Sendable {
        package let labels: [Label]
        package let rejections: [Ledger.Rejection]
    }

    /// Squares of errors, and of errors over σ, must stay numbers.
    static let maximumMagnitude = 1e50
    static let beyond = "is beyond what can be computed with"

    /// Columns of a prediction that must be there.
    static let requiredColumns = [
        ColumnPlan(name: "id", type: .text), ColumnPlan(name: "made_at", type: .timestamp),
        ColumnPlan(name: "session", type: .date), ColumnPlan(name: "label_session", type: .date),
        ColumnPlan(name: "version", type: .text), ColumnPlan(name: "mean", type: .number),
    ]

    static let optionalColumns =
        [ColumnPlan(name: "key", type: .text)]
        + [
            "sigma", "probability_up", "probability_of_event", "lower_80", "upper_80", "lower_95", "upper_95",
        ].map { ColumnPlan(name: $0, type: .number) }

    /// What the export of a ledger has beside a prediction's own columns; never features.
    static let exportedColumns: Set<String> = ["label", "state", "acted", "outcome", "money", "value"]

    /// - Throws: ``InputFailure`` for a file that cannot be read or lacks a column.
    package static func predictions(_ path: String) throws -> Predictions {
        let file = try TabularFile(path: path, format: .init(path: path))
        let own = requiredColumns + optionalColumns
        let loaded = try LoadedTable(file, plan: own)
        try require(requiredColumns, in: loaded, path)
        let known = Set(own.map(\.name)).union(exportedColumns)
        let features = try featureColumns(path, loaded.header.filter { !known.contains($0) })
        let reader = PredictionReader(loaded: loaded, features: features)
        var predictions: [Prediction] = []
        var rejections: [Ledger.Rejection] = []
        predictions.reserveCapacity(loaded.table.rows)
        for row in 0..<loaded.table.rows {
            do throws(PredictionReader.Rejection) {
                predictions.append(try reader.prediction(row))
            } catch {
                rejections.append(Ledger.Rejection("line \(loaded.line(ofRow: row))", error.reason))
            }
        }
        return Predictions(predictions: predictions, featureNames: features.map(\.name), rejections: rejections)
    }

    /// - Parameter knownSince: of a label whose row does not say, by its key; nil where that cannot be told.
    /// - Throws: ``InputFailure`` for a file that cannot be read or lacks a column.
    package static func labels(_ path: String, knownSince: (String) -> Date?) throws -> Labels {
        let file = try TabularFile(path: path, format: .init(path: path))
        let required = [ColumnPlan(name: "key", type: .text), ColumnPlan(name: "value", type: .number)]
        let loaded = try LoadedTable(file, plan: required + [ColumnPlan(name: "known_since", type: .timestamp)])
        try require(required, in: loaded, path)
        let cells = TableCells(loaded)
        var labels: [Label] = []
        var rejections: [Ledger.Rejection] = []
        for row in 0..<loaded.table.rows {
            func refuse(_ reason: String) {
                rejections.append(Ledger.Rejection("line \(loaded.line(ofRow: row))", reason))
            }
            if let reason = loaded.malformed[row] {
                refuse(reason)
            } else if let key = cells.text("key", row) {
                let value = cells.number("value", row)
                if let invalid = cells.invalid(["value", "known_since"], row) {
                    refuse(invalid)
                } else if let value, value.magnitude > maximumMagnitude {
                    refuse("value \(value.shortText) \(beyond)")
                } else if let instant = cells.instant("known_since", row) ?? knownSince(key) {
                    labels.append(
                        Label(key: key, value: cells.number("value", row).map(Label.Value.init), knownSince: instant))
                } else {
                    refuse("the label \"\(key)\" says not since when it is known, and its key is no session")
                }
            } else {
                refuse("the label has no key")
            }
        }
        return Labels(labels: labels, rejections: rejections)
    }

    private static func require(_ columns: [ColumnPlan], in loaded: LoadedTable, _ path: String) throws {
        let missing = columns.map(\.name).filter { loaded.table[$0] == nil }
        guard missing.isEmpty || loaded.table.rows == 0 && loaded.header.isEmpty else {
            let names = missing.map { "\"\($0)\"" }.joined(separator: ", ")
            throw InputFailure(
                path: path, "has no column \(names)\(suggestion(for: missing[0], among: loaded.header))")
        }
    }

    /// The further columns that hold numbers.
    private static func featureColumns(_ path: String, _ names: [String]) throws -> [Column] {
        guard !names.isEmpty else { return [] }
        let file = try TabularFile(path: path, format: .init(path: path))
        let loaded = try LoadedTable(file, plan: names.map { ColumnPlan(name: $0, type: .number) })
        return names.compactMap { loaded.table[$0] }.filter { !$0.states.contains(.invalid) }
    }
}

extension Label.Value {
    /// Of a log return.
    fileprivate init(_ label: Double) { self.init(label: label, simpleReturn: expm1(label)) }
}

/// Cells of a table by the name of their column; nil for null, invalid and absent ones.
private struct TableCells {
    private let columns: [String: Column]

    init(_ loaded: LoadedTable) {
        columns = Dictionary(loaded.table.columns.map { ($0.name, $0) }) { first, _ in first }
    }

    func number(_ name: String, _ row: Int) -> Double? {
        columns[name].flatMap { $0.states[row] == .value ? $0.values[row] : nil }
    }

    func text(_ name: String, _ row: Int) -> String? {
        columns[name].flatMap { $0.states[row] == .value ? $0.categories[Int($0.values[row])] : nil }
    }

    func day(_ name: String, _ row: Int) -> Day? { number(name, row).map { Day(ordinal: Int($0)) } }

    func instant(_ name: String, _ row: Int) -> Date? { number(name, row).map { Date(timeIntervalSince1970: $0) } }

    /// What is wrong with the first cell that is not of its type.
    func invalid(_ names: [String], _ row: Int) -> String? {
        for name in names {
            guard let column = columns[name], column.states[row] == .invalid else { continue }
            return "\(name) \"\(column.text(row))\" is not a \(column.type.rawValue) (such as \(column.type.example))"
        }
        return nil
    }
}

/// Reads a row as a prediction, or says why it is none.
private struct PredictionReader {
    struct Rejection: Error {
        let reason: String
        init(_ reason: String) { self.reason = reason }
    }

    let loaded: LoadedTable
    let features: [Column]
    private let cells: TableCells
    private static let names = (LedgerFile.requiredColumns + LedgerFile.optionalColumns).map(\.name)

    init(loaded: LoadedTable, features: [Column]) {
        self.loaded = loaded
        self.features = features
        cells = TableCells(loaded)
    }

    func prediction(_ row: Int) throws(Rejection) -> Prediction {
        if let reason = loaded.malformed[row] { throw Rejection(reason) }
        if let reason = cells.invalid(PredictionReader.names, row) { throw Rejection(reason) }
        guard let id = cells.text("id", row) else { throw Rejection("the prediction has no id") }
        guard let madeAt = cells.instant("made_at", row), let session = cells.day("session", row),
            let labelSession = cells.day("label_session", row), let version = cells.text("version", row),
            let mean = cells.number("mean", row)
        else {
            let empty = LedgerFile.requiredColumns.map(\.name).first { name in
                name != "id" && cells.number(name, row) == nil
            }
            throw Rejection("the prediction \"\(id)\" has no \(empty ?? "value")")
        }
        var prediction = Prediction(
            id: id, madeAt: madeAt, session: session, labelSession: labelSession, labelKey: cells.text("key", row),
            version: version, features: features.map { $0.states[row] == .value ? $0.values[row] : nil }, mean: mean)
        guard mean.magnitude <= LedgerFile.maximumMagnitude else {
            throw Rejection("mean \(mean.shortText) \(LedgerFile.beyond)")
        }
        prediction.sigma = cells.number("sigma", row)
        if let sigma = prediction.sigma, sigma > 0,
            !(1 / LedgerFile.maximumMagnitude...LedgerFile.maximumMagnitude).contains(sigma)
        {
            throw Rejection("sigma \(sigma.shortText) \(LedgerFile.beyond)")
        }
        if let sigma = prediction.sigma, sigma <= 0 { throw Rejection("sigma \(sigma.shortText) is not above 0") }
        prediction.probabilityUp = try probability("probability_up", row)
        prediction.probabilityOfEvent = try probability("probability_of_event", row)
        prediction.interval80 = try interval("80", row)
        prediction.interval95 = try interval("95", row)
        return prediction
    }

    private func probability(_ name: String, _ row: Int) throws(Rejection) -> Double? {
        guard let value = cells.number(name, row) else { return nil }
        guard (0...1).contains(value) else { throw Rejection("\(name) \(value.shortText) is not from 0 to 1") }
        return value
    }

    private func interval(_ level: String, _ row: Int) throws(Rejection) -> ClosedRange<Double>? {
        let (lower, upper) = (cells.number("lower_\(level)", row), cells.number("upper_\(level)", row))
        guard let low = lower, let high = upper else {
            guard lower == nil, upper == nil else {
                throw Rejection("lower_\(level) and upper_\(level) belong together; one is empty")
            }
            return nil
        }
        guard low <= high else {
            throw Rejection("lower_\(level) \(low.shortText) is above upper_\(level) \(high.shortText)")
        }
        return low...high
    }
}
