import Alerting
import Core
import Foundation
import GRDB
import TradingCalendar

/// Where every alert stands.
enum AlertRows {
    static func all(_ db: Database) throws -> [Alert] {
        let statement = try db.cachedStatement(sql: "SELECT * FROM alerts ORDER BY check_name, subject")
        return try Row.fetchAll(statement).map { row in
            Alert(
                AlertKey(check: row["check_name"], subject: row["subject"]), state: try state(row),
                session: (row["session"] as String?) == nil ? nil : try row.day("session"),
                silent: ConsecutiveCount(row["silent_sessions"]), reason: row["reason"])
        }
    }

    private static func state(_ row: Row) throws -> Alert.State {
        let name: String = row["state"]
        switch name {
        case "pending":
            return .pending(since: row.instant("pending_at"), breaches: ConsecutiveCount(row["breaches"]))
        case "firing":
            return .firing(
                .init(
                    pendingSince: row.instant("pending_at"), since: row.instant("fired_at"),
                    severity: try row.choice("severity"), clear: ConsecutiveCount(row["clear_sessions"]),
                    incident: row["incident"]))
        case "resolved": return .resolved(at: row.instant("resolved_at"), try row.choice("resolved_because"))
        default: return .inactive
        }
    }

    static func write(_ alert: Alert, _ db: Database) throws {
        var name = "inactive"
        var pendingAt: Int64?
        var breaches: Int?
        var resolvedAt: Int64?
        var because: String?
        switch alert.state {
        case .inactive: break
        case .pending(let since, let count):
            name = "pending"
            pendingAt = since.stored
            breaches = count.count
        case .firing(let firing):
            name = "firing"
            pendingAt = firing.pendingSince.stored
        case .resolved(let at, let reason):
            name = "resolved"
            resolvedAt = at.stored
            because = reason.rawValue
        }
        let firing = alert.firing
        try db.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO alerts (check_name, subject, state, pending_at, breaches, fired_at, severity,
                    clear_sessions, incident, resolved_at, resolved_because, session, silent_sessions, reason)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            alert.key.check, alert.key.subject, name, pendingAt, breaches, firing?.since.stored,
            firing?.severity.rawValue, firing?.clear.count, firing?.incident, resolvedAt, because,
            alert.session?.description, alert.silent.count, alert.reason,
        ])
    }
}
