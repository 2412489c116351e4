package import Core
import Foundation
import Ingestion
import Statistics
import TradingCalendar

/// The profile of a file, or its drift against another: `bellwether profile`.
package struct ProfileView {
    private let current: FileProfile
    private let baseline: FileProfile?

    /// Profiles a file, and first another to compare it with.
    /// - Throws: ``InputFailure`` when one cannot be read.
    package init(path: String, baseline: String?) throws {
        self.baseline = try baseline.map {
            try FileProfile(TabularFile(path: $0, format: .init(path: $0)), keepsValues: true)
        }
        current = try FileProfile(TabularFile(path: path, format: .init(path: path)), baseline: self.baseline)
    }

    /// What the baseline's shape does not allow.
    package var findings: [Finding] {
        guard let baseline else { return orderFindings(expected: nil) }
        let contract = Contract(
            columns: baseline.entries.map { Contract.ColumnRule(name: $0.name, type: $0.type) },
            time: baseline.time ?? "")
        return contract.headerFindings(current.header) + current.entries.compactMap(typeFinding)
            + orderFindings(expected: baseline)
    }

    package var worst: Verdict {
        let isCritical = findings.contains { $0.kind == .missing || $0.kind == .typeMismatch }
        return isCritical ? .critical : findings.isEmpty || baseline == nil ? .ok : .warning
    }

    private func typeFinding(_ entry: FileProfile.Entry) -> Finding? {
        guard let expected = baseline?[entry.name]?.type else { return nil }
        let invalid = entry.profile.invalid
        let filled = entry.profile.rows - entry.profile.nulls
        if invalid > 0 {
            let mismatch = Double(invalid) > Contract.mismatchShare * Double(filled)
            return Finding(
                mismatch ? .typeMismatch : .invalidCells, column: entry.name, count: invalid,
                """
                \"\(entry.name)\": \(invalid) of \(filled) cells are not of type \(expected.rawValue) (such as \
                \(expected.example))
                """
            )
        }
        guard expected == .integer, entry.type == .number else { return nil }
        return Finding(
            .typeMismatch, column: entry.name,
            "\"\(entry.name)\" holds fractions; the baseline holds whole numbers only")
    }

    /// Rows out of order, unless the baseline is out of order too.
    private func orderFindings(expected: FileProfile?) -> [Finding] {
        if let expected, expected.order.backwards + expected.order.repeated > 0 { return [] }
        guard let time = current.time, current.order.backwards > 0 else { return [] }
        let lines = current.order.firstRows.map { $0 + current.firstRow }
        return [
            Finding(
                .timeBackwards, column: time, count: current.order.backwards, lines: lines,
                """
                \"\(time)\": \(current.order.backwards) rows are earlier than the row before (first in rows \
                \(lines.map(String.init).joined(separator: ", ")))
                """
            )
        ]
    }

    // MARK: - Drift

    /// PSI of a column against the baseline's, nil where there is none to be had.
    private func psi(_ entry: FileProfile.Entry) -> Double? {
        guard let counts = binCounts(entry) else { return nil }
        let rows = counts.current.reduce(0, +)
        guard rows > 0, counts.baseline.reduce(0, +) > 0,
            rows >= 2 * counts.baseline.count || isUnchangedConstant(entry)
        else { return nil }
        if isUnchangedConstant(entry) { return 0 }
        return BinnedDistances(currentCounts: counts.current, baselineCounts: counts.baseline).populationStabilityIndex
    }

    private func binCounts(_ entry: FileProfile.Entry) -> (current: [Int], baseline: [Int])? {
        guard let base = baseline?[entry.name] else { return nil }
        if let names = base.categories, let now = entry.categories {
            let known = names.keys.sorted()
            let current = known.map { now[$0] ?? 0 }
            let unseen = now.values.reduce(0, +) - current.reduce(0, +)
            return (current + [unseen], known.map { names[$0] ?? 0 } + [0])
        }
        guard let values = base.values, values.count > 0 else { return nil }
        return (entry.profile.binCounts, QuantileBins(baseline: values).counts(of: values))
    }

    /// By what share of its rows a rank of the baseline may be wrong: 0 where all its values were kept.
    private func rankError(_ entry: FileProfile.Entry) -> Double? {
        guard let base = baseline?[entry.name], let values = base.values, values.count > 0 else { return nil }
        return Double(base.rankErrorBound) / Double(values.count)
    }

    private func isUnchangedConstant(_ entry: FileProfile.Entry) -> Bool {
        guard let base = baseline?[entry.name] else { return false }
        if let names = base.categories, let now = entry.categories { return names.count == 1 && names.keys == now.keys }
        let (then, now) = (base.profile, entry.profile)
        return then.minimum != nil && [then.maximum, now.minimum, now.maximum].allSatisfy { $0 == then.minimum }
    }

    // MARK: - Output

    package var json: JSONValue {
        [
            "rows": .integer(current.rows), "malformed_rows": .integer(current.malformed),
            "columns": .array(current.entries.map(json)), "findings": .array(findings.map(\.json)),
        ]
    }

    private func json(_ entry: FileProfile.Entry) -> JSONValue {
        let profile = entry.profile
        return [
            "column": .string(entry.name), "type": .string(entry.type.rawValue), "rows": .integer(profile.rows),
            "nulls": .integer(profile.nulls), "invalid": .integer(profile.invalid),
            "min": bound(profile.minimum, entry.type), "max": bound(profile.maximum, entry.type),
            "mean": entry.isNumeric ? JSONValue(profile.moments.mean) : .null,
            "sd": entry.isNumeric ? JSONValue(profile.moments.standardDeviation) : .null, "psi": JSONValue(psi(entry)),
            "baseline_rank_error": JSONValue(rankError(entry)),
            "categories": JSONValue(entry.type == .text ? entry.categories?.count : nil),
        ]
    }

    private func bound(_ value: Double?, _ type: ColumnType) -> JSONValue {
        guard let value else { return .null }
        switch type {
        case .number, .integer: return .number(value)
        case .date: return .string(Day(ordinal: Int(value)).description)
        case .timestamp: return .string(Timestamp.text(Date(timeIntervalSince1970: value)))
        case .text, .boolean: return .null
        }
    }

    package var text: String {
        var table = [
            ["column", "type", "rows", "nulls", "null %", "invalid", "min", "max", "mean", "sd"]
                + (baseline == nil ? [] : ["psi"])
        ]
        for entry in current.entries {
            let profile = entry.profile
            let share = profile.rows > 0 ? 100 * Double(profile.nulls) / Double(profile.rows) : 0
            table.append(
                [
                    entry.name, entry.type.rawValue, String(profile.rows), String(profile.nulls), share.shortText,
                    String(profile.invalid), shown(profile.minimum, entry.type), shown(profile.maximum, entry.type),
                    entry.isNumeric ? profile.moments.mean?.shortText ?? "–" : "–",
                    entry.isNumeric ? profile.moments.standardDeviation?.shortText ?? "–" : "–",
                ] + (baseline == nil ? [] : [psi(entry)?.shortText ?? "–"]))
        }
        var lines = TextTable(table, left: 2).lines
        if current.malformed > 0 { lines.append("\(current.malformed) rows are not whole") }
        lines += findings.map { "· \($0.message)" }
        return lines.joined(separator: "\n") + "\n"
    }

    private func shown(_ value: Double?, _ type: ColumnType) -> String {
        switch bound(value, type) {
        case .number(let number): number.shortText
        case .string(let text): text
        default: "–"
        }
    }
}

extension FileProfile.Entry {
    fileprivate var isNumeric: Bool { type == .number || type == .integer }
}
