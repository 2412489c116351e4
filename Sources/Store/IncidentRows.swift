import Alerting
import Core
import Foundation
import GRDB
import Storage
import TradingCalendar

/// Incidents with everything that belongs to them.
enum IncidentRows {
    // MARK: - Reading

    /// In the order in which they were opened.
    static func unresolved(_ db: Database) throws -> [Incident] {
        try all(db, Filter(sql: "WHERE resolved_at IS NULL ORDER BY number"))
    }

    /// In the order in which they were opened.
    static func all(_ db: Database, _ query: IncidentQuery) throws -> [Incident] {
        try all(db, Filter(query))
    }

    /// The condition, order and limit of a query of incidents.
    private struct Filter {
        let sql: String
        var arguments = StatementArguments()

        init(sql: String) { self.sql = sql }

        init(_ query: IncidentQuery) {
            var conditions: [String] = []
            var arguments = StatementArguments()
            func add(_ condition: String, _ values: StatementArguments = []) {
                conditions.append(condition)
                arguments += values
            }
            if let ids = query.ids {
                add("id IN (SELECT value FROM json_each(?))", [JSONValue(ids.sorted()).compact])
            }
            if let prefix = query.prefix { add("id >= ? AND id < ?", [prefix, prefix + "\u{10FFFF}"]) }
            if let statuses = query.statuses {
                add(oneOf("state", statuses.map(\.rawValue)))
                // So that the index of those that are not resolved is used.
                if !statuses.contains(where: \.isResolved) { add("resolved_at IS NULL") }
            }
            if let after = query.after { add("number > (SELECT number FROM incidents WHERE id = ?)", [after]) }
            let condition = conditions.isEmpty ? "" : "WHERE \(conditions.joined(separator: " AND ")) "
            sql = "\(condition)ORDER BY number LIMIT ?"
            self.arguments = arguments + [query.limit ?? -1]
        }
    }

    private static func all(_ db: Database, _ filter: Filter) throws -> [Incident] {
        let rows = try Row.fetchAll(
            try db.cachedStatement(sql: "SELECT * FROM incidents \(filter.sql)"), arguments: filter.arguments)
        guard !rows.isEmpty else { return [] }
        let members = try children(of: filter, in: "incident_alerts", by: "position", db) { try member($0) }
        let teams = try children(of: filter, in: "incident_teams", by: "team", db) { row -> (String, Severity) in
            (try row.value("team"), try row.choice("severity"))
        }
        let channels = try children(of: filter, in: "incident_channels", by: "channel", db) {
            row -> (String, Incident.ChannelThread) in
            let thread = Incident.ChannelThread(
                count: try row.count("messages"), teams: try row.json("teams"), isDead: try row.value("is_dead"),
                isDropped: try row.value("is_dropped"), hasMissed: try row.value("has_missed"))
            return (try row.value("channel"), thread)
        }
        let steps = try children(of: filter, in: "escalation_steps", by: "position", db) { row in
            Incident.Step(
                owner: try row.value("owner"), number: try row.count("number"), team: try row.value("team"),
                due: try row.optionalInstant("due"),
                isDone: try row.value("is_done"))
        }
        return try rows.map { row in
            let id: String = try row.value("id")
            guard let members = members[id] else {
                throw DamagedRow(column: "incident_alerts", value: "nothing of \(id)")
            }
            var incident = Incident(
                id: id, openedAt: try row.instant("opened_at"), occasion: try row.occasion("occasion"),
                members: members)
            incident.state = try state(row)
            incident.told = Dictionary(teams[id] ?? []) { first, _ in first }
            incident.threads = Dictionary(channels[id] ?? []) { first, _ in first }
            incident.steps = steps[id] ?? []
            return incident
        }
    }

    /// The rows of a table by their incident.
    private static func children<Value>(
        of filter: Filter, in table: String, by order: String, _ db: Database, _ read: (Row) throws -> Value
    ) throws -> [String: [Value]] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT * FROM \(table) WHERE incident IN (SELECT id FROM incidents \(filter.sql))
                ORDER BY incident, \(order)
                """)
        var found: [String: [Value]] = [:]
        for row in try Row.fetchAll(statement, arguments: filter.arguments) {
            found[try row.value("incident"), default: []].append(try read(row))
        }
        return found
    }

    /// - Parameter row: its columns in the order of the table.
    private static func member(_ row: Row) throws -> Incident.Member {
        var cells = Cells(row)
        cells.skip()  // incident
        cells.skip()  // position
        let key = AlertKey(check: try cells.text(), subject: try cells.text())
        let origin = Incident.Member.Origin(
            layer: try cells.choice(), isIntegrity: try cells.flag(), names: try cells.texts(),
            owners: try cells.texts(),
            firstStep: try cells.text())
        let severity: Severity = try cells.choice()
        let (pendingAt, firedAt) = (try cells.instant(), try cells.instant())
        let snapshot = Incident.Member.Snapshot(
            value: try cells.number(), threshold: try cells.number(), reason: try cells.text(),
            evidence: .stored(try cells.text()))
        let resolvedAt = try cells.optionalInstant()
        let because: ResolveReason? = try cells.optionalChoice()
        return Incident.Member(
            key: key, origin: origin, severity: severity, pendingAt: pendingAt, firedAt: firedAt, snapshot: snapshot,
            resolution: resolvedAt.flatMap { at in because.map { .init(at: at, reason: $0) } })
    }

    private static func state(_ row: Row) throws -> Incident.State {
        let name: String = try row.value("state")
        func response() throws -> Incident.Response {
            .init(by: try row.value("response_by"), until: try row.instant("response_until"))
        }
        switch name {
        case "acknowledged": return .acknowledged(try response())
        case "mitigating": return .mitigating(try response())
        case "resolved": return .resolved(at: try row.instant("resolved_at"))
        case "closed": return .closed(resolvedAt: try row.instant("resolved_at"))
        case "open": return .open
        default: throw DamagedRow(column: "state", value: name)
        }
    }

    // MARK: - Writing

    static func write(_ incident: Incident, _ db: Database) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO incidents (id, opened_at, occasion, state, response_by, response_until, resolved_at)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET state = excluded.state, response_by = excluded.response_by,
                    response_until = excluded.response_until, resolved_at = excluded.resolved_at
                """
        ).execute(arguments: [
            incident.id, incident.openedAt.stored, incident.occasion.description, incident.state.name,
            incident.state.response?.by, incident.state.response?.until.stored, incident.state.resolvedAt?.stored,
        ])
        for (position, member) in incident.members.enumerated() {
            try write(member, at: position, of: incident.id, db)
        }
        for (team, severity) in incident.told {
            try db.cachedStatement(
                sql: "INSERT OR REPLACE INTO incident_teams (incident, team, severity) VALUES (?, ?, ?)"
            ).execute(arguments: [incident.id, team, severity.rawValue])
        }
        for (channel, thread) in incident.threads {
            try db.cachedStatement(
                sql: """
                    INSERT OR REPLACE INTO incident_channels
                        (incident, channel, messages, teams, is_dead, is_dropped, has_missed)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """
            ).execute(arguments: [
                incident.id, channel, thread.count, JSONValue(thread.teams).compact, thread.isDead, thread.isDropped,
                thread.hasMissed,
            ])
        }
        try db.cachedStatement(sql: "DELETE FROM escalation_steps WHERE incident = ?").execute(arguments: [incident.id])
        for (position, step) in incident.steps.enumerated() {
            try db.cachedStatement(
                sql: """
                    INSERT INTO escalation_steps (incident, position, owner, number, team, due, is_done)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """
            ).execute(arguments: [
                incident.id, position, step.owner, step.number, step.team, step.due?.stored, step.isDone,
            ])
        }
    }

    private static func write(
        _ member: Incident.Member, at position: Int, of incident: String, _ db: Database
    ) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO incident_alerts (incident, position, check_name, subject, layer, is_integrity, origins, owners,
                    first_step, severity, pending_at, fired_at, value, threshold, reason, evidence, resolved_at,
                    resolved_because)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (incident, position) DO UPDATE SET layer = excluded.layer,
                    is_integrity = excluded.is_integrity, origins = excluded.origins, owners = excluded.owners,
                    first_step = excluded.first_step, severity = excluded.severity, value = excluded.value,
                    threshold = excluded.threshold, reason = excluded.reason, evidence = excluded.evidence,
                    resolved_at = excluded.resolved_at, resolved_because = excluded.resolved_because
                """
        ).execute(arguments: [
            incident, position, member.key.check, member.key.subject, member.origin.layer.rawValue,
            member.origin.isIntegrity, JSONValue(member.origin.names).compact, JSONValue(member.origin.owners).compact,
            member.origin.firstStep, member.severity.rawValue, member.pendingAt.stored, member.firedAt.stored,
            member.snapshot.value, member.snapshot.threshold, member.snapshot.reason,
            try member.snapshot.evidence.text(),
            member.resolution?.at.stored, member.resolution?.reason.rawValue,
        ])
    }
}
