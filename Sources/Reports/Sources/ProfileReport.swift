package import Core
package import Foundation
import Ingestion
import Statistics
package import TradingCalendar

/// The profile of a file, or its drift against another.
package struct ProfileReport: Sendable {
    package enum Bound: Sendable {
        case number(Double)
        case day(Day)
        case instant(Date)
    }

    package struct Column: Sendable {
        package let name: String
        package let type: ColumnType
        package let rows: Int
        package let nulls: Int
        package let invalid: Int
        /// nil of texts, and without values.
        package let minimum: Bound?
        package let maximum: Bound?
        /// nil where the column is no number.
        package let mean: Double?
        package let standardDeviation: Double?
        /// Population stability index against the baseline; nil where there is none to be had.
        package let psi: Double?
        /// By what share of its rows a rank of the baseline may be wrong: 0 where all its values were kept.
        package let baselineRankError: Double?
        /// The number of different texts; nil of other types, and beyond ``FileProfile/maximumCategories``.
        package let categories: Int?
    }

    package let rows: Int
    package let malformedRows: Int
    package let columns: [Column]
    /// Differences from the baseline's shape, and rows out of order.
    package let findings: [Finding]
    package let hasBaseline: Bool

    /// Profiles a file, and first another to compare it with.
    /// - Throws: ``InputFailure`` when one cannot be read.
    package init(path: String, baseline: String?) throws {
        let baseline = try baseline.map {
            try FileProfile(TabularFile(path: $0, format: .init(path: $0), acceptsPipes: true), keepsValues: true)
        }
        let current = try FileProfile(
            TabularFile(path: path, format: .init(path: path), acceptsPipes: true), baseline: baseline)
        let comparison = ProfileComparison(current: current, baseline: baseline)
        rows = current.rows
        malformedRows = current.malformed
        columns = current.entries.map { Column($0, comparison) }
        findings = comparison.findings
        hasBaseline = baseline != nil
    }

    package var worst: Verdict {
        let isCritical = findings.contains { $0.kind == .missing || $0.kind == .typeMismatch }
        guard !isCritical, hasBaseline else { return isCritical ? .critical : .ok }
        return rows == 0 ? .noData : findings.isEmpty ? .ok : .warning
    }
}

extension ProfileReport.Column {
    fileprivate init(_ entry: FileProfile.Entry, _ comparison: ProfileComparison) {
        let profile = entry.profile
        let isNumeric = entry.type == .number || entry.type == .integer
        name = entry.name
        type = entry.type
        rows = profile.rows
        nulls = profile.nulls
        invalid = profile.invalid
        minimum = profile.minimum.flatMap { ProfileReport.Bound($0, entry.type) }
        maximum = profile.maximum.flatMap { ProfileReport.Bound($0, entry.type) }
        mean = isNumeric ? profile.moments.mean : nil
        standardDeviation = isNumeric ? profile.moments.standardDeviation : nil
        psi = comparison.populationStabilityIndex(entry)
        baselineRankError = comparison.rankError(entry)
        categories = entry.type == .text ? entry.categories?.count : nil
    }
}

extension ProfileReport.Bound {
    fileprivate init?(_ value: Double, _ type: ColumnType) {
        switch type {
        case .number, .integer: self = .number(value)
        case .date: self = .day(Day(ordinal: Int(value)))
        case .timestamp: self = .instant(Date(timeIntervalSince1970: value))
        case .text, .boolean: return nil
        }
    }
}
