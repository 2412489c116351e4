import Alerting
import Core
import GRDB
import Monitoring

/// The outbox.
enum MessageRows {
    /// In the order in which they were written.
    static func all(_ db: Database, _ states: Set<OutboxState>) throws -> [OutboxMessage] {
        // The states are our own words, not anybody's input.
        let wanted = states.map { "'\($0.rawValue)'" }.sorted().joined(separator: ", ")
        let statement = try db.cachedStatement(
            sql: """
                SELECT outbox.*, deployment.name AS deployment FROM outbox JOIN deployment
                WHERE state IN (\(wanted)) ORDER BY number
                """)
        return try Row.fetchAll(statement).map { row in
            let message = Message(
                incident: row["incident"] ?? row["deployment"], channel: row["channel"], kind: try row.choice("kind"),
                sequence: row["sequence"], teams: try row.json("teams"), at: row.instant("at"),
                severity: try row.choice("severity"), content: try row.json("content"))
            return OutboxMessage(message: message, state: try row.choice("state"))
        }
    }

    static func write(_ messages: [Message], _ state: OutboxState, _ db: Database) throws {
        var last: (lines: [Message.Content.Line], text: String)?
        for message in messages {
            let text: String
            if let last, last.lines == message.content.alerts {
                text = last.text
            } else {
                text = message.content.alertsText
                last = (message.content.alerts, text)
            }
            try write(message, alerts: text, state, db)
        }
    }

    /// Who was not told of the fire is not told of what follows.
    private static func write(_ message: Message, alerts: String, _ state: OutboxState, _ db: Database) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO outbox (key, incident, channel, kind, sequence, teams, at, severity, content, state)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9,
                    CASE WHEN EXISTS (SELECT 1 FROM outbox WHERE incident = ?2 AND channel = ?3 AND kind = 'fire'
                        AND state = 'withheld') THEN 'withheld' ELSE ?10 END)
                """
        ).execute(arguments: [
            message.key, message.kind == .heartbeat ? nil : message.incident, message.channel, message.kind.rawValue,
            message.sequence, JSONValue(message.teams).compact, message.at.stored, message.severity.rawValue,
            message.content.jsonText(alerts: alerts), state.rawValue,
        ])
    }
}
