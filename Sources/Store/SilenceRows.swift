import Alerting
import Core
import GRDB

enum SilenceRows {
    /// By their beginning.
    static func all(_ db: Database) throws -> [Silence] {
        let statement = try db.cachedStatement(sql: "SELECT * FROM silences ORDER BY starts_at, id")
        return try Row.fetchAll(statement).map { row in
            let written: [String: String] = try row.json("matchers")
            var matchers: [Silence.Matcher: String] = [:]
            for (name, value) in written {
                guard let matcher = Silence.Matcher(rawValue: name) else {
                    throw DamagedRow(column: "matchers", value: name)
                }
                matchers[matcher] = value
            }
            return Silence(
                id: try row.value("id"), matchers: matchers, author: try row.value("author"),
                reason: try row.value("reason"),
                start: try row.instant("starts_at"), end: try row.instant("ends_at"))
        }
    }

    static func write(_ silence: Silence, _ db: Database) throws {
        let matchers = Dictionary(uniqueKeysWithValues: silence.matchers.map { ($0.key.rawValue, $0.value) })
        try db.cachedStatement(
            sql: """
                INSERT INTO silences (id, matchers, author, reason, starts_at, ends_at) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET ends_at = excluded.ends_at
                """
        ).execute(arguments: [
            silence.id, JSONValue.object(matchers.mapValues(JSONValue.string)).compact, silence.author, silence.reason,
            silence.start.stored, silence.end.stored,
        ])
    }
}
