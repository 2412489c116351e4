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
                    id: try row.value("id"), recipe: try row.value("recipe"), refit: try row.day("refit"),
                    trainedAt: try row.instant("trained_at"),
                    training: .init(
                        first: try row.day("first_row"), last: try row.day("last_row"),
                        count: try row.count("row_count")),
                    gated: try row.value("gated"))
            },
            promotions: try Row.fetchAll(promotions).map { row in
                let person: String? = try row.value("person")
                return Promotion(
                    version: try row.value("version"), from: try row.day("first_session"), at: try row.instant("at"),
                    by: person.map { .person($0) } ?? .schedule, reason: try row.value("reason"))
            })
    }

    static func promotionCount(_ db: Database) throws -> Int {
        try Int.fetchOne(try db.cachedStatement(sql: "SELECT coalesce(max(number), 0) FROM promotions")) ?? 0
    }

    static func artifacts(_ db: Database, ofVersion id: String) throws -> VersionArtifacts? {
        let statement = try db.cachedStatement(
            sql: "SELECT artifact, gated_artifact FROM model_versions WHERE id = ?")
        return try Row.fetchOne(statement, arguments: [id]).map { row in
            VersionArtifacts(served: try row.value("artifact"), gated: try row.value("gated_artifact"))
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
            let id: String = try row.value("id")
            let gated: String? = try row.value("gated_artifact")
            let gatedID: String? = try row.value("gated")
            let artifact: String = try row.value("artifact")
            let isWhole =
                Digest.sha256(artifact).description == id && gated.map { Digest.sha256($0).description } == gatedID
            if !isWhole { damaged.append(id) }
        }
        return damaged
    }
}
