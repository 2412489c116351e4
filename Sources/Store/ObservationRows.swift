import Alerting
import Core
import Foundation
import GRDB
import Storage
import TradingCalendar

enum ObservationRows {
    static func write(_ observation: Observation, _ db: Database) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO observations (check_name, subject, about, known_since, verdict, value, threshold, sample,
                    baseline)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            observation.key.check, observation.key.subject, observation.about.description,
            observation.knownSince.stored, observation.verdict.rawValue, observation.value, observation.threshold,
            observation.sample, observation.baseline,
        ])
    }

    /// The latest observation of each occasion that was known at an instant.
    static func all(
        _ db: Database, of key: AlertKey, about: ClosedRange<Day>, asOf: Date
    ) throws -> [Observation] {
        // In a bare aggregate query SQLite takes the other columns from the row of the maximum.
        let statement = try db.cachedStatement(
            sql: """
                SELECT *, max(known_since) FROM observations
                WHERE check_name = ? AND subject = ? AND about >= ? AND about < ? AND known_since <= ?
                GROUP BY about ORDER BY about
                """)
        let arguments: StatementArguments = [
            key.check, key.subject, about.lowerBound.description, about.upperBound.advanced(by: 1).description,
            asOf.stored,
        ]
        return try Row.fetchAll(statement, arguments: arguments).map { try observation($0) }
    }

    /// The latest observation of each occasion among those that became known in a span of time.
    static func all(_ db: Database, of key: AlertKey, known: ClosedRange<Date>) throws -> [Observation] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT *, max(known_since) FROM observations
                WHERE check_name = ? AND subject = ? AND known_since BETWEEN ? AND ?
                GROUP BY about ORDER BY about
                """)
        let arguments: StatementArguments = [
            key.check, key.subject, known.lowerBound.stored, known.upperBound.stored,
        ]
        return try Row.fetchAll(statement, arguments: arguments).map { try observation($0) }
    }

    private static func observation(_ row: Row) throws -> Observation {
        Observation(
            key: AlertKey(check: try row.value("check_name"), subject: try row.value("subject")),
            about: try row.occasion("about"),
            knownSince: try row.instant("known_since"), verdict: try row.choice("verdict"),
            value: try row.value("value"),
            threshold: try row.value("threshold"), sample: try row.value("sample"), baseline: try row.value("baseline"))
    }

    // MARK: - Months

    static func fold(_ db: Database, before day: Day) throws -> Int {
        let end = ObservationMonth.month(of: day) + "-01"
        let statement = try db.cachedStatement(
            sql: """
                SELECT *, max(known_since) FROM observations WHERE about < ?
                GROUP BY check_name, subject, about ORDER BY check_name, subject, about
                """)
        let old = try Row.fetchAll(statement, arguments: [end]).map { try observation($0) }
        struct Place: Hashable {
            let key: AlertKey
            let month: String
        }
        let months = Dictionary(grouping: old) { Place(key: $0.key, month: ObservationMonth.month(of: $0.about)) }
        for (place, observations) in months {
            var month = ObservationMonth(place.key, month: place.month, observations)
            if var known = try self.months(db, place.key).first(where: { $0.month == place.month }) {
                known.merge(month)
                month = known
            }
            try write(month, db)
        }
        try db.cachedStatement(sql: "DELETE FROM observations WHERE about < ?").execute(arguments: [end])
        return db.changesCount
    }

    private static func write(_ month: ObservationMonth, _ db: Database) throws {
        let verdicts = Dictionary(uniqueKeysWithValues: month.verdicts.map { ($0.key.rawValue, $0.value) })
        try db.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO observation_months (check_name, subject, month, sessions, value_count, minimum, maximum, mean,
                    verdicts)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            month.key.check, month.key.subject, month.month, month.sessions, month.values, month.minimum, month.maximum,
            month.mean, JSONValue.object(verdicts.mapValues(JSONValue.integer)).compact,
        ])
    }

    static func months(_ db: Database, _ key: AlertKey) throws -> [ObservationMonth] {
        let statement = try db.cachedStatement(
            sql: "SELECT * FROM observation_months WHERE check_name = ? AND subject = ? ORDER BY month")
        return try Row.fetchAll(statement, arguments: [key.check, key.subject]).map { row in
            let written: [String: Int] = try row.json("verdicts")
            var verdicts: [Verdict: Int] = [:]
            for (name, count) in written {
                guard let verdict = Verdict(rawValue: name) else { throw DamagedRow(column: "verdicts", value: name) }
                verdicts[verdict] = count
            }
            return ObservationMonth(
                key: key, month: try row.value("month"), sessions: try row.count("sessions"),
                values: try row.count("value_count"),
                minimum: try row.value("minimum"), maximum: try row.value("maximum"), mean: try row.value("mean"),
                verdicts: verdicts)
        }
    }
}
