import Alerting
import Core
import Foundation
import GRDB
import Storage

/// The outbox, and what is known of channels.
enum MessageRows {
    // MARK: - Reading

    /// In the order in which they were written.
    static func all(_ db: Database, _ query: OutboxQuery) throws -> [OutboxMessage] {
        var conditions = [oneOf("state", query.states.map(\.rawValue))]
        var arguments = StatementArguments()
        func add(_ condition: String, _ values: StatementArguments = []) {
            conditions.append(condition)
            arguments += values
        }
        if let keys = query.keys { add("key IN (SELECT value FROM json_each(?))", [JSONValue(keys.sorted()).compact]) }
        if let incidents = query.incidents {
            add("incident IN (SELECT value FROM json_each(?))", [JSONValue(incidents.sorted()).compact])
        }
        if let channel = query.channel { add("channel = ?", [channel]) }
        if query.isLeased { add("leased_at IS NOT NULL") }
        if let since = query.settledSince { add("settled_at >= ?", [since.stored]) }
        if let after = query.after { add("number > (SELECT number FROM outbox WHERE key = ?)", [after]) }
        let statement = try db.cachedStatement(
            sql: """
                SELECT outbox.*, deployment.name AS deployment FROM outbox JOIN deployment
                WHERE \(conditions.joined(separator: " AND "))
                ORDER BY number LIMIT ?
                """)
        return try Row.fetchAll(statement, arguments: arguments + [query.limit ?? -1]).map(message)
    }

    /// Only the first message of each incident can be next: the first of these that is due, else the one that is due
    /// soonest. Heartbeats have no incident, and are one group.
    static func next(_ db: Database, channel: String, at now: Date) throws -> OutboxMessage? {
        let statement = try db.cachedStatement(
            sql: """
                SELECT outbox.*, deployment.name AS deployment FROM outbox JOIN deployment
                WHERE number IN (SELECT min(number) FROM outbox WHERE state = 'pending' AND channel = ? GROUP BY incident)
                ORDER BY max(coalesce(next_attempt, 0), ?), number LIMIT 1
                """)
        return try Row.fetchOne(statement, arguments: [channel, now.stored]).map(message)
    }

    static func overtaken(_ db: Database, channel: String) throws -> [OutboxMessage] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT outbox.*, deployment.name AS deployment FROM outbox JOIN deployment
                WHERE number IN (SELECT number FROM outbox WHERE state = 'pending' AND channel = ?1
                        AND kind = 'heartbeat' AND leased_at IS NULL
                    UNION ALL SELECT number FROM outbox WHERE state = 'dead' AND channel = ?1 AND kind = 'heartbeat')
                ORDER BY number
                """)
        return ChannelQueue.overtaken(try Row.fetchAll(statement, arguments: [channel]).map(message))
    }

    private static func message(_ row: Row) throws -> OutboxMessage {
        let message = Message(
            incident: try row.optional("incident") ?? row.value("deployment"), channel: try row.value("channel"),
            kind: try row.choice("kind"), sequence: try row.number("sequence"), teams: try row.json("teams"),
            at: try row.instant("at"),
            severity: try row.choice("severity"), content: try row.json("content"))
        var delivery = OutboxMessage.Delivery()
        delivery.attempts = try row.count("attempts")
        delivery.firstAttempt = try row.optionalInstant("first_attempt")
        delivery.next = try row.optionalInstant("next_attempt")
        delivery.leasedAt = try row.optionalInstant("leased_at")
        delivery.unclearSince = try row.optionalInstant("unclear_since")
        delivery.searchedAt = try row.optionalInstant("searched_at")
        delivery.reason = try row.value("reason")
        delivery.settledAt = try row.optionalInstant("settled_at")
        delivery.abandonments = try row.count("abandonments")
        delivery.unattended = try row.count("unattended")
        delivery.repeatedAt = try row.optionalInstant("repeated_at")
        return OutboxMessage(message, state: try row.choice("state"), delivery: delivery)
    }

    /// Channels that something is to be sent on.
    static func busyChannels(_ db: Database) throws -> [String] {
        try String.fetchAll(
            db, sql: "SELECT DISTINCT channel FROM outbox WHERE state = 'pending' ORDER BY channel")
    }

    /// The messages that wait on each channel, by its name.
    static func backlog(_ db: Database) throws -> [ChannelBacklog] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT channel, count(*) AS waiting, min(next_attempt) AS next,
                    (SELECT reason FROM outbox AS failed
                        WHERE failed.state = 'pending' AND failed.channel = outbox.channel AND reason <> ''
                        ORDER BY number LIMIT 1) AS reason
                FROM outbox WHERE state = 'pending' GROUP BY channel ORDER BY channel
                """)
        return try Row.fetchAll(statement).map { row in
            ChannelBacklog(
                channel: try row.value("channel"), count: try row.count("waiting"), reason: try row.value("reason"),
                next: try row.optionalInstant("next"))
        }
    }

    static func heldUntil(_ db: Database, channel: String) throws -> Date? {
        try Row.fetchOne(db, sql: "SELECT held_until FROM channels WHERE name = ?", arguments: [channel])?
            .instant("held_until")
    }

    static func receipt(_ db: Database, incident: String, channel: String) throws -> String? {
        try String.fetchOne(
            db, sql: "SELECT receipt FROM receipts WHERE incident = ? AND channel = ?", arguments: [incident, channel])
    }

    static func destination(_ db: Database, incident: String, channel: String) throws -> ChannelDestination? {
        try Row.fetchOne(
            db, sql: "SELECT destination FROM destinations WHERE incident = ? AND channel = ?",
            arguments: [incident, channel]
        ).map { try $0.json("destination") }
    }

    // MARK: - Writing

    /// - Parameter state: the state of fires and heartbeats.
    static func write(_ messages: [Message], as state: OutboxState, _ db: Database) throws {
        var last: (lines: [Message.Content.Line], text: String)?
        for message in messages {
            let text: String
            if let last, last.lines == message.content.alerts {
                text = last.text
            } else {
                text = message.content.alertsText
                last = (message.content.alerts, text)
            }
            try write(message, alerts: text, as: state, db)
        }
    }

    /// Later messages follow the latest fire: if it was withheld or dropped, so are they.
    private static func write(_ message: Message, alerts: String, as state: OutboxState, _ db: Database) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO outbox (key, incident, channel, kind, sequence, teams, at, severity, content, state)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9,
                    coalesce((SELECT CASE WHEN ?4 = 'fire' THEN NULL ELSE CASE state WHEN 'withheld' THEN 'withheld' WHEN 'dead' THEN 'dropped'
                            WHEN 'dropped' THEN 'dropped' ELSE 'pending' END END
                        FROM outbox WHERE incident = ?2 AND channel = ?3 AND kind = 'fire'
                        ORDER BY number DESC LIMIT 1), ?10))
                """
        ).execute(arguments: [
            message.key, message.kind == .heartbeat ? nil : message.incident, message.channel, message.kind.rawValue,
            message.sequence, JSONValue(message.teams).compact, message.at.stored, message.severity.rawValue,
            message.content.jsonText(alerts: alerts), state.rawValue,
        ])
        if message.kind != .heartbeat { try supersede(by: message, db) }
    }

    /// Dead letters of a thread are dropped when a later message goes out in their place.
    private static func supersede(by message: Message, _ db: Database) throws {
        try db.cachedStatement(
            sql: """
                UPDATE outbox SET state = 'dropped', reason = ? WHERE state = 'dead' AND incident = ? AND channel = ?
                    AND kind IN ('fire', 'update')
                    AND EXISTS (SELECT 1 FROM outbox AS later WHERE later.key = ? AND later.state = 'pending')
                """
        ).execute(arguments: [DeliveryRules.superseded, message.incident, message.channel, message.key])
    }

    /// - Throws: ``StoreError/messageChanged(key:)`` when the message is not as it was read.
    static func update(_ item: DeliveryChange.Item, _ db: Database) throws {
        try db.cachedStatement(
            sql: """
                UPDATE outbox SET state = ?, attempts = ?, first_attempt = ?, next_attempt = ?, leased_at = ?,
                    unclear_since = ?, searched_at = ?, reason = ?, settled_at = ?, abandonments = ?, unattended = ?,
                    repeated_at = ?
                WHERE key = ? AND state = ? AND attempts = ? AND first_attempt IS ? AND next_attempt IS ?
                    AND leased_at IS ? AND unclear_since IS ? AND searched_at IS ? AND reason = ? AND settled_at IS ?
                    AND abandonments = ? AND unattended = ? AND repeated_at IS ?
                """
        ).execute(arguments: cells(item.after) + [item.before.message.key] + cells(item.before))
        guard db.changesCount == 1 else { throw StoreError.messageChanged(key: item.before.message.key) }
    }

    /// The parts of a message that change, in the order of their columns.
    private static func cells(_ item: OutboxMessage) -> StatementArguments {
        let delivery = item.delivery
        return [
            item.state.rawValue, delivery.attempts, delivery.firstAttempt?.stored, delivery.next?.storedUp,
            delivery.leasedAt?.stored, delivery.unclearSince?.stored, delivery.searchedAt?.stored, delivery.reason,
            delivery.settledAt?.stored, delivery.abandonments, delivery.unattended, delivery.repeatedAt?.stored,
        ]
    }

    static func hold(_ channel: String, until: Date, _ db: Database) throws {
        try db.execute(
            sql: "INSERT OR REPLACE INTO channels (name, held_until) VALUES (?, ?)",
            arguments: [channel, until.storedUp])
    }

    static func write(_ destination: DeliveryChange.Destination, _ db: Database) throws {
        let (message, encoder) = (destination.message, JSONEncoder())
        guard message.kind != .heartbeat else { return }
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        try db.execute(
            sql: "INSERT OR REPLACE INTO destinations (incident, channel, destination) VALUES (?, ?, ?)",
            arguments: [
                message.incident, message.channel,
                String(decoding: try encoder.encode(destination.place), as: UTF8.self),
            ])
    }

    static func write(receipt: String, _ message: Message, _ db: Database) throws {
        guard message.kind != .heartbeat else { return }
        try db.execute(
            sql: "INSERT OR REPLACE INTO receipts (incident, channel, receipt) VALUES (?, ?, ?)",
            arguments: [message.incident, message.channel, receipt])
    }
}

extension Date {
    /// Whole seconds since 1970, not before the instant.
    fileprivate var storedUp: Int64 { Int64(timeIntervalSince1970.rounded(.up)) }
}
