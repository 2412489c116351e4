import Core
import Foundation
import GRDB
import Lifecycle
import TradingCalendar

/// Versions of models with their documents, and promotions.
enum RegistryRows {
    static func all(_ db: Database) throws -> ModelRegistry {
        // The documents are left out: they are read where they are needed.
        let versions = try db.cachedStatement(
            sql: """
                SELECT id, recipe, refit, trained_at, first_row, last_row, row_count, gated FROM model_versions
                ORDER BY number
                """)
        let promotions = try db.cachedStatement(sql: "SELECT * FROM promotions ORDER BY number")
        return try ModelRegistry(
            versions: try Row.fetchAll(versions).map { row in
                RegisteredVersion(
                    id: row["id"], recipe: row["recipe"], refit: try row.day("refit"),
                    trainedAt: row.instant("trained_at"),
                    training: .init(
                        first: try row.day("first_row"), last: try row.day("last_row"), count: row["row_count"]),
                    gated: row["gated"])
            },
            promotions: try Row.fetchAll(promotions).map { row in
                let person: String? = row["person"]
                return Promotion(
                    version: row["version"], from: try row.day("first_session"), at: row.instant("at"),
                    by: person.map { .person($0) } ?? .schedule, reason: row["reason"])
            })
    }

    static func promotionCount(_ db: Database) throws -> Int {
        try Int.fetchOne(try db.cachedStatement(sql: "SELECT coalesce(max(number), 0) FROM promotions")) ?? 0
    }

    static func artifacts(_ db: Database, ofVersion id: String) throws -> VersionArtifacts? {
        let statement = try db.cachedStatement(
            sql: "SELECT artifact, gated_artifact FROM model_versions WHERE id = ?")
        return try Row.fetchOne(statement, arguments: [id]).map { row in
            VersionArtifacts(served: row["artifact"], gated: row["gated_artifact"])
        }
    }

    static func write(_ change: RegistryChange, _ db: Database) throws {
        for new in change.versions {
            let version = new.version
            try db.cachedStatement(
                sql: """
                    INSERT INTO model_versions (id, recipe, refit, trained_at, first_row, last_row, row_count, artifact,
                        gated, gated_artifact)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """
            ).execute(arguments: [
                version.id, version.recipe, version.refit.description, version.trainedAt.stored,
                version.training.first.description, version.training.last.description, version.training.count,
                new.artifacts.served, version.gated, new.artifacts.gated,
            ])
        }
        for promotion in change.promotions {
            var person: String?
            if case .person(let name) = promotion.by { person = name }
            try db.cachedStatement(
                sql: """
                    INSERT INTO promotions (number, version, first_session, at, person, reason)
                    VALUES (1 + coalesce((SELECT max(number) FROM promotions), 0), ?, ?, ?, ?, ?)
                    """
            ).execute(arguments: [
                promotion.version, promotion.from.description, promotion.at.stored, person, promotion.reason,
            ])
        }
    }

    /// The versions whose documents are not those that their digests name.
    static func damagedVersions(_ db: Database) throws -> [String] {
        let rows = try Row.fetchCursor(
            db, sql: "SELECT id, artifact, gated, gated_artifact FROM model_versions ORDER BY number")
        var damaged: [String] = []
        while let row = try rows.next() {
            let id: String = row["id"]
            let gated: String? = row["gated_artifact"]
            let isWhole =
                Digest.sha256(row["artifact"] as String).description == id
                && gated.map { Digest.sha256($0).description } == row["gated"]
            if !isWhole { damaged.append(id) }
        }
        return damaged
    }
}
