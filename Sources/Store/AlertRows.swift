import Alerting
import Core
import Foundation
import GRDB
import TradingCalendar

/// Where every alert stands.
enum AlertRows {
    static func all(_ db: Database) throws -> [Alert] {
        let statement = try db.cachedStatement(sql: "SELECT * FROM alerts ORDER BY check_name, subject")
        return try Row.fetchAll(statement).map(alert)
    }

    /// - Parameter row: its columns in the order of the table.
    private static func alert(_ row: Row) throws -> Alert {
        var cells = Cells(row)
        let key = AlertKey(check: cells.text(), subject: cells.text())
        let name = cells.text()
        let pendingAt = cells.optionalInstant()
        let breaches = cells.optionalInteger()
        let firedAt = cells.optionalInstant()
        let severity: Severity? = try cells.optionalChoice()
        let clear = cells.optionalInteger()
        let incident = cells.optionalText()
        let resolvedAt = cells.optionalInstant()
        let because: ResolveReason? = try cells.optionalChoice()
        var state = Alert.State.inactive
        if let pendingAt, let firedAt, let severity, let clear, let incident {
            state = .firing(
                .init(
                    pendingSince: pendingAt, since: firedAt, severity: severity, clear: ConsecutiveCount(clear),
                    incident: incident))
        } else if let pendingAt, let breaches {
            state = .pending(since: pendingAt, breaches: ConsecutiveCount(breaches))
        } else if let resolvedAt, let because {
            state = .resolved(at: resolvedAt, because)
        } else if name != "inactive" {
            throw DamagedRow(column: "state", value: name)
        }
        let session = cells.optionalText()
        let day = try session.map { text -> Day in
            guard let day = Day(iso: text) else { throw DamagedRow(column: "session", value: text) }
            return day
        }
        return Alert(
            key, state: state, session: day, silent: ConsecutiveCount(cells.integer()), reason: cells.text())
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
                INSERT INTO alerts (check_name, subject, state, pending_at, breaches, fired_at, severity,
                    clear_sessions, incident, resolved_at, resolved_because, session, silent_sessions, reason)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (check_name, subject) DO UPDATE SET state = excluded.state,
                    pending_at = excluded.pending_at, breaches = excluded.breaches, fired_at = excluded.fired_at,
                    severity = excluded.severity, clear_sessions = excluded.clear_sessions,
                    incident = excluded.incident, resolved_at = excluded.resolved_at,
                    resolved_because = excluded.resolved_because, session = excluded.session,
                    silent_sessions = excluded.silent_sessions, reason = excluded.reason
                """
        ).execute(arguments: [
            alert.key.check, alert.key.subject, name, pendingAt, breaches, firing?.since.stored,
            firing?.severity.rawValue, firing?.clear.count, firing?.incident, resolvedAt, because,
            alert.session?.description, alert.silent.count, alert.reason,
        ])
    }
}
