import Core
import Engine
import Foundation
import Ingestion
import TradingCalendar

/// A feed with faults, as it would have been seen at every instant: wrong rows at first, the right ones from the repair
/// on.
struct FaultInjectedFeed {
    private let clean: SourceReader
    private let injections: [Scenario.Injection]
    /// The clean rows, whose columns of text know the planted words, too.
    private let table: Table

    /// The name of the column that says since when a row is known; no contract can have it.
    private static let column = "\u{0}known since"

    init(_ reader: SourceReader, injecting injections: [Scenario.Injection]) {
        clean = reader
        self.injections = injections
        var table = reader.loaded.table
        for case .text(let name, let word) in injections.map(\.fault) {
            guard let at = table.columns.firstIndex(where: { $0.name == name && $0.type == .text }),
                !table.columns[at].categories.contains(word)
            else { continue }
            table.columns[at].categories.append(word)
        }
        self.table = table
    }

    /// The feed as a source that is read like any other.
    var reader: SourceReader {
        let turns = Set(injections.compactMap(repair(of:)) + injections.compactMap(beginning(of:))).sorted()
        // The whole feed between two turns.
        let phases = ([.distantPast] + turns).map { start in
            let active = injections.filter { injection in
                beginning(of: injection) ?? .distantPast <= start && repair(of: injection) ?? .distantFuture > start
            }
            return Phase(start: start, injections: active, table: corrupted(by: active))
        }
        guard !turns.isEmpty || injections.contains(where: { $0.fault == .absent }) else {
            // Rows that are wrong and stay so come like any others.
            return SourceReader(
                clean.settings, calendar: clean.calendar, loaded: clean.loaded.with(table: phases[0].table),
                headers: headers)
        }
        return versioned(phases)
    }

    private struct Phase {
        let start: Date
        let injections: [Scenario.Injection]
        let table: Table
    }

    private func beginning(of injection: Scenario.Injection) -> Date? {
        injection.since.map { clean.calendar.instant(of: $0, lag: clean.settings.lag) }
    }

    private func repair(of injection: Scenario.Injection) -> Date? {
        injection.until.map { clean.calendar.instant(of: $0, lag: clean.settings.lag) }
    }

    /// Every version of every row, with the instant since which it is known.
    private func versioned(_ phases: [Phase]) -> SourceReader {
        var versions: [(phase: Int, row: Int, since: Date?)] = []
        for (row, day) in clean.days.enumerated() {
            guard let day else {
                versions.append((0, row, nil))
                continue
            }
            let arrival = clean.knownSince(row, of: day)
            var shown: [Int]?
            for (number, phase) in phases.enumerated() {
                let end = number + 1 < phases.count ? phases[number + 1].start : .distantFuture
                let covering = injections.indices.filter {
                    injections[$0].rows.contains(day) && phase.injections.contains(injections[$0])
                }
                guard end > arrival, shown != covering, !covering.contains(where: { injections[$0].fault == .absent })
                else {
                    continue
                }
                versions.append((number, row, max(arrival, phase.start)))
                shown = covering
            }
        }
        var columns = clean.loaded.table.columns.indices.map { at -> Column in
            let tables = phases.map { $0.table.columns[at] }
            var column = tables[0]
            column.values = versions.map { tables[$0.phase].values[$0.row] }
            column.states = versions.map { tables[$0.phase].states[$0.row] }
            column.invalidTexts = [:]
            for (place, version) in versions.enumerated() {
                column.invalidTexts[place] = tables[version.phase].invalidTexts[version.row]
            }
            return column
        }
        columns.removeAll { $0.name == clean.settings.knownSince }
        columns.append(
            Column(
                name: FaultInjectedFeed.column, type: .timestamp,
                values: versions.map { $0.since?.timeIntervalSince1970 ?? 0 },
                states: versions.map { $0.since == nil ? .null : .value }))
        let table = Table(columns: columns, rows: versions.count, firstRow: clean.loaded.table.firstRow)
        return SourceReader(
            clean.settings.with(knownSince: FaultInjectedFeed.column), calendar: clean.calendar,
            loaded: clean.loaded.with(table: table), headers: headers)
    }

    /// The headers while a column is missing or has another name.
    private var headers: [SourceReader.Header] {
        injections.compactMap { injection in
            let from = clean.calendar.due(injection.rows.lowerBound, lag: clean.settings.lag)
            let until = repair(of: injection) ?? .distantFuture
            let names = clean.loaded.header
            switch injection.fault {
            case .missingColumn(let name):
                return .init(from: from, until: until, names: names.filter { $0 != name }, without: name)
            case .renamedColumn(let name, let other):
                return .init(from: from, until: until, names: names.map { $0 == name ? other : $0 }, without: name)
            default: return nil
            }
        }
    }

    /// The whole table with some faults in it.
    private func corrupted(by injections: [Scenario.Injection]) -> Table {
        var table = table
        for injection in injections {
            guard let at = table.columns.firstIndex(where: { $0.name == injection.fault.column }) else { continue }
            let rows = clean.days.indices.filter { row in clean.days[row].map { injection.rows.contains($0) } ?? false }
            FaultInjectedFeed.corrupt(&table.columns[at], rows: rows, by: injection.fault)
        }
        return table
    }

    private static func corrupt(_ column: inout Column, rows: [Int], by fault: Scenario.Injection.Fault) {
        let whole = column.values
        var category: Double?
        if case .text(_, let word) = fault, column.type == .text {
            category = column.categories.firstIndex(of: word).map { Double($0) }
        }
        for row in rows {
            switch fault {
            case .null, .missingColumn, .renamedColumn: column.states[row] = .null
            case .text(_, let word):
                if let category {
                    column.states[row] = .value
                    column.values[row] = category
                    continue
                }
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
