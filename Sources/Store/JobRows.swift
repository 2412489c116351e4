import Alerting
import Core
import Foundation
import GRDB

/// Steps of runbooks that were asked for.
enum JobRows {
    /// In the order in which they were asked for.
    static func all(_ db: Database, incident: String) throws -> [RunbookJob] {
        let statement = try db.cachedStatement(sql: "SELECT * FROM jobs WHERE incident = ? ORDER BY number")
        return try Row.fetchAll(statement, arguments: [incident]).map(job)
    }

    private static func job(_ row: Row) throws -> RunbookJob {
        var job = RunbookJob(
            incident: try row.value("incident"), runbook: try row.value("runbook"), version: try row.value("version"),
            step: try row.count("step"),
            number: try row.count("run"), title: try row.value("title"),
            about: AlertKey(check: try row.value("check_name"), subject: try row.value("subject")),
            requestedBy: try row.value("requested_by"), requestedAt: try row.instant("requested_at"),
            state: try state(row))
        job.approvedBy = try row.value("approved_by")
        job.attempts = try row.count("attempts")
        job.output = try row.value("output")
        return job
    }

    private static func state(_ row: Row) throws -> RunbookJob.State {
        let since = try row.instant("state_since")
        let name: String = try row.value("state")
        return switch name {
        case "awaiting approval": .awaitingApproval
        case "running": .running(since: since)
        case "done": .done(at: since)
        case "failed": .failed(at: since, reason: try row.optional("reason") ?? "")
        case "unknown": .unknown(at: since)
        default: throw DamagedRow(column: "state", value: name)
        }
    }

    static func write(_ job: RunbookJob, _ db: Database) throws {
        let (since, reason): (Date, String?) =
            switch job.state {
            case .awaitingApproval: (job.requestedAt, nil)
            case .running(let at), .done(let at), .unknown(let at): (at, nil)
            case .failed(let at, let reason): (at, reason)
            }
        try db.cachedStatement(
            sql: """
                INSERT INTO jobs (key, incident, runbook, version, step, run, title, check_name, subject, requested_by,
                    requested_at, approved_by, attempts, state, state_since, reason, output)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (key) DO UPDATE SET approved_by = excluded.approved_by, attempts = excluded.attempts,
                    state = excluded.state, state_since = excluded.state_since, reason = excluded.reason,
                    output = excluded.output
                """
        ).execute(arguments: [
            job.key, job.incident, job.runbook, job.version, job.step, job.number, job.title, job.about.check,
            job.about.subject, job.requestedBy, job.requestedAt.stored, job.approvedBy, job.attempts, job.state.name,
            since.stored, reason, job.output,
        ])
    }
}
