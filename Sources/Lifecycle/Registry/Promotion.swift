package import Core
package import Foundation
package import TradingCalendar

/// The beginning of a version's service.
package struct Promotion: Equatable, Sendable {
    package enum Promoter: Equatable, Sendable, CustomStringConvertible {
        case schedule
        case person(String)

        package var description: String {
            switch self {
            case .schedule: "the schedule"
            case .person(let name): name
            }
        }
    }

    /// The version's id.
    package let version: String
    /// The first session whose prediction it makes.
    package let from: Day
    package let at: Date
    package let by: Promoter
    package let reason: String

    package init(version: String, from: Day, at: Date, by: Promoter, reason: String) {
        self.version = version
        self.from = from
        self.at = at
        self.by = by
        self.reason = reason
    }

    /// Begins with the version, by which the audit's row is found.
    package var auditEntry: AuditEntry {
        AuditEntry(at: at, kind: .promotion, text: "\(version) serves from \(from) on, by \(by): \(reason)")
    }
}
