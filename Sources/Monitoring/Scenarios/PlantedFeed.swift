import Core
import Foundation
import Ingestion
import TradingCalendar

/// A feed with a fault in it, as it would have been seen at every instant: wrong rows while they were wrong, right ones from
/// the repair on.
struct PlantedFeed {
    private let settings: SourceSettings
    private let calendar: TradingCalendar
    private var table: Table
    private var header: [String]
    private var days: [Day?]
    /// Since when each row is known, in seconds; nil for when it is due.
    private var knownSince: [Double?]
    private var headers: [SourceReader.Header] = []
    private let loaded: LoadedTable

    /// The name of the column that says since when a planted row is known; no contract can have it.
    private static let column = "\u{0}known since"

    init(_ reader: SourceReader) {
        settings = reader.settings
        calendar = reader.calendar
        loaded = reader.loaded
        table = reader.loaded.table
        header = reader.loaded.header
        days = reader.days
        let column = settings.knownSince.flatMap { reader.loaded.table[$0] }
        knownSince = days.indices.map { row in
            column.flatMap { $0.states[row] == .value ? $0.values[row] : nil }
        }
    }

    mutating func plant(_ plant: Scenario.Plant) {
        let rows = days.indices.filter { row in days[row].map { plant.rows.contains($0) } ?? false }
        let repair = plant.until.map { calendar.due($0, lag: settings.lag) }
        if case .absent = plant.fault {
            // Known when it is repaired, or never.
            for row in rows { knownSince[row] = repair?.timeIntervalSince1970 ?? .infinity }
            return
        }
        rename(plant, from: calendar.due(plant.rows.lowerBound, lag: settings.lag), until: repair ?? .distantFuture)
        guard let name = plant.fault.column, let at = table.columns.firstIndex(where: { $0.name == name }) else {
            return
        }
        if let repair { addRepaired(rows, since: repair.timeIntervalSince1970) }
        spoil(rows, plant.fault, column: at)
    }

    /// The header while a column is missing or has another name.
    private mutating func rename(_ plant: Scenario.Plant, from: Date, until: Date) {
        switch plant.fault {
        case .missingColumn(let name):
            headers.append(.init(from: from, until: until, names: header.filter { $0 != name }, without: name))
        case .renamedColumn(let name, let other):
            headers.append(
                .init(from: from, until: until, names: header.map { $0 == name ? other : $0 }, without: name))
        default: break
        }
    }

    /// The right rows again, known since the repair.
    private mutating func addRepaired(_ rows: [Int], since repair: Double) {
        // A row that is known only after the repair never was wrong.
        let due = rows.filter { row in since(row) < repair }
        table = Table(
            columns: table.columns.map { column in
                var column = column
                column.values += due.map { column.values[$0] }
                column.states += due.map { column.states[$0] }
                return column
            }, rows: table.rows + due.count, firstRow: table.firstRow)
        days += due.map { days[$0] }
        knownSince += due.map { _ in repair }
    }

    private func since(_ row: Int) -> Double {
        knownSince[row] ?? days[row].map { calendar.due($0, lag: settings.lag).timeIntervalSince1970 } ?? 0
    }

    private mutating func spoil(_ rows: [Int], _ fault: Scenario.Plant.Fault, column at: Int) {
        var column = table.columns[at]
        let whole = column.values
        for row in rows {
            switch fault {
            case .null, .missingColumn, .renamedColumn: column.states[row] = .null
            case .text(_, let word):
                column.states[row] = .invalid
                column.invalidTexts[row] = word
            case .set(_, let value):
                column.states[row] = .value
                column.values[row] = value
            case .add(_, let value): column.values[row] += value
            case .multiply(_, let value): column.values[row] *= value
            case .stretch(_, let factor):
                guard row > 0, whole[row] > 0, whole[row - 1] > 0 else { continue }
                column.values[row] = column.values[row - 1] * pow(whole[row] / whole[row - 1], factor)
            case .absent: break
            }
        }
        table.columns[at] = column
    }

    /// The feed as a source that is read like any other.
    var reader: SourceReader {
        guard knownSince.contains(where: { $0 != nil }) else {
            // Rows that are wrong and stay so come like any others.
            return SourceReader(settings, calendar: calendar, loaded: loaded.with(table: table), headers: headers)
        }
        var table = table
        if let name = settings.knownSince { table.columns.removeAll { $0.name == name } }
        table.columns.append(
            Column(
                name: PlantedFeed.column, type: .timestamp, values: knownSince.map { $0 ?? 0 },
                states: knownSince.map { $0 == nil ? .null : .value }))
        return SourceReader(
            settings.with(knownSince: PlantedFeed.column), calendar: calendar, loaded: loaded.with(table: table),
            headers: headers)
    }
}

extension SourceReader {
    /// A source of rows that a scenario says.
    /// - Parameter loads: at least one, all of this source and equally long.
    init(_ loads: [Scenario.Load], _ settings: SourceSettings, calendar: TradingCalendar) {
        let start = loads.first.flatMap { calendar.position(of: $0.first) } ?? 0
        let cells = loads.first?.cells ?? []
        let present = cells.indices.filter { cells[$0] != .absent }
        let days = present.map { calendar.sessions[start + $0] }
        let columns = settings.contract.columns.map { rule -> Column in
            if rule.name == settings.contract.time {
                return Column(
                    name: rule.name, type: rule.type, values: days.map { Double($0.ordinal) },
                    states: days.map { _ in .value })
            }
            let cells = loads.first { $0.column == rule.name }?.cells
            let values = present.map { row -> Double? in
                guard case .value(let value)? = cells?[row] else { return nil }
                return value
            }
            return Column(
                name: rule.name, type: rule.type, values: values.map { $0 ?? 0 },
                states: values.map { $0 == nil ? .null : .value })
        }
        let table = Table(columns: columns, rows: days.count, firstRow: 2)
        self.init(settings, calendar: calendar, loaded: LoadedTable(table))
    }
}
