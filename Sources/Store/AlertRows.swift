import Alerting
import Core
import Foundation
import GRDB
import TradingCalendar

/// The state of every alert.
enum AlertRows {
    static func all(_ db: Database) throws -> [Alert] {
        let statement = try db.cachedStatement(sql: "SELECT * FROM alerts ORDER BY check_name, subject")
        return try Row.fetchAll(statement).map(alert)
    }

    /// - Parameter row: its columns in the order of the table.
    private static func alert(_ row: Row) throws -> Alert {
        var cells = Cells(row)
        let key = AlertKey(check: try cells.text(), subject: try cells.text())
        let name = try cells.text()
        let pendingAt = try cells.optionalInstant()
        let breaches = try cells.optionalCount()
        let firedAt = try cells.optionalInstant()
        let severity: Severity? = try cells.optionalChoice()
        let clear = try cells.optionalCount()
        let incident = try cells.optionalText()
        let resolvedAt = try cells.optionalInstant()
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
        let occasion = try cells.optionalOccasion()
        let silent = try cells.count()
        let reason = try cells.text()
        let clearSince = try cells.optionalInstant()
        let silentSince = try cells.optionalInstant()
        if case .firing(var firing) = state {
            firing.clear = ConsecutiveCount(firing.clear.count, since: clearSince)
            state = .firing(firing)
        }
        let basis = try basis(&cells)
        return Alert(
            key, state: state, occasion: occasion, silent: ConsecutiveCount(silent, since: silentSince),
            reason: reason, basis: basis, ruleChange: try cells.optionalText())
    }

    private static func basis(_ cells: inout Cells) throws -> Alert.Basis? {
        let text = try cells.optionalText()
        let pendingAt = try cells.optionalInstant()
        let breaches = try cells.optionalCount()
        let severity: Severity? = try cells.optionalChoice()
        let clear = try cells.optionalCount()
        let silent = try cells.optionalCount()
        guard let text, let silent else { return nil }
        guard let content = Fingerprint(text: text) else { throw DamagedRow(column: "judged_on", value: text) }
        var standing = Alert.Basis.Standing.calm
        if let pendingAt, let breaches {
            standing = .pending(since: pendingAt, breaches: breaches)
        } else if let pendingAt, let severity, let clear {
            standing = .firing(pendingSince: pendingAt, severity: severity, clear: clear)
        }
        return Alert.Basis(content: content, standing: standing, silent: silent)
    }

    /// The columns of a basis, in the order of the table.
    private static func columns(_ basis: Alert.Basis?) -> StatementArguments {
        var pendingAt: Int64?
        var breaches: Int?
        var severity: String?
        var clear: Int?
        switch basis?.standing {
        case .pending(let since, let count):
            pendingAt = since.stored
            breaches = count
        case .firing(let since, let level, let count):
            pendingAt = since.stored
            severity = level.rawValue
            clear = count
        case .calm, nil: break
        }
        return [basis?.content.description, pendingAt, breaches, severity, clear, basis?.silent]
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
                    clear_count, incident, resolved_at, resolved_because, occasion, silent_count, reason,
                    clear_since, silent_since, judged_on, before_pending_at, before_breaches, before_severity,
                    before_clear_count, before_silent_count, rule_change)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (check_name, subject) DO UPDATE SET state = excluded.state,
                    pending_at = excluded.pending_at, breaches = excluded.breaches, fired_at = excluded.fired_at,
                    severity = excluded.severity, clear_count = excluded.clear_count,
                    incident = excluded.incident, resolved_at = excluded.resolved_at,
                    resolved_because = excluded.resolved_because, occasion = excluded.occasion,
                    silent_count = excluded.silent_count, reason = excluded.reason,
                    clear_since = excluded.clear_since, silent_since = excluded.silent_since,
                    judged_on = excluded.judged_on, before_pending_at = excluded.before_pending_at,
                    before_breaches = excluded.before_breaches, before_severity = excluded.before_severity,
                    before_clear_count = excluded.before_clear_count,
                    before_silent_count = excluded.before_silent_count, rule_change = excluded.rule_change
                """
        ).execute(
            arguments: [
                alert.key.check, alert.key.subject, name, pendingAt, breaches, firing?.since.stored,
                firing?.severity.rawValue, firing?.clear.count, firing?.incident, resolvedAt, because,
                alert.occasion?.description, alert.silent.count, alert.reason, firing?.clear.since?.stored,
                alert.silent.since?.stored,
            ] + columns(alert.basis) + [alert.ruleChange])
    }
}
