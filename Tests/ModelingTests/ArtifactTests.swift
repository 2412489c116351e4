import Core
import Foundation
import Modeling
import Statistics
import TestSupport
import Testing
import TradingCalendar

@Suite("Artifacts and versions")
struct ArtifactTests {
    static let calendar = TradingCalendar.weekdays
    static let plan = TrainingPlan(columns: ["v", "p", "q"], trainingRows: 200, holdoutRows: 60)

    /// Rows on a calendar without holidays, with what a model could learn.
    static func rows(_ count: Int, change: (Int, [Double]) -> [Double] = { $1 }) -> TrainingRows {
        var noise = SplitMix64(seed: 31)
        var columns: [[Double?]] = [[], [], []]
        var price = 100.0
        for row in 0..<count {
            let size = 0.005 + 0.01 * Double(row % 50) / 50
            price *= exp(size * noise.normal())
            let values = change(row, [1_000 * size + noise.uniform(), price, 1_000 + 100 * noise.uniform()])
            for column in 0..<3 { columns[column].append(values[column]) }
        }
        let days = Array(calendar.sessions[..<count])
        return TrainingRows(
            days: days, features: MarketFeatures.rows(vix: columns[0], close: columns[1], volume: columns[2]),
            labelSessions: days.map { calendar.session(1, from: $0) },
            labels: Array(MarketFeatures.logChanges(columns[1]).dropFirst()) + [nil])
    }

    func version(_ rows: TrainingRows, at row: Int) throws -> ModelVersion {
        let refit = rows.days[row]
        return try #require(try Self.plan.version(refit: refit, at: Self.calendar.due(refit, lag: .none), rows: rows))
    }

    @Test("an artifact is named by its content, and read back it is the same to the last bit")
    func roundTrip() throws {
        let version = try version(Self.rows(400), at: 390)
        for named in [version.served, try #require(version.gated)] {
            let text = try named.artifact.canonicalText()
            let read = try Artifact(canonicalText: text)
            let again = Digest.sha256(try read.canonicalText())
            #expect(read == named.artifact && again == named.digest)
            let features = [12.0, 0.5, 0.01, -0.02, 0.01, 0.008, 0.1]
            #expect(read.model(features) == named.artifact.model(features))
            #expect(String(decoding: text, as: UTF8.self).hasPrefix("{\"columns\":[\"v\",\"p\",\"q\"]"))
        }
        #expect(version.served.digest != version.gated?.digest)
        #expect(throws: DecodingError.self) { try Artifact(canonicalText: Data("{}".utf8)) }
    }

    @Test("loaded from its documents a version is the one that was trained")
    func loaded() throws {
        let rows = Self.rows(400)
        for row in [250, 390] {
            let trained = try version(rows, at: row)
            let loaded = try ModelVersion(
                served: trained.served.artifact.canonicalText(), gated: trained.gated?.artifact.canonicalText(),
                rows: rows)
            #expect(loaded.id == trained.id && loaded.refit == trained.refit)
            #expect(loaded.gated?.digest == trained.gated?.digest && (loaded.gated == nil) == (row == 250))
            #expect(loaded.training.map(\.day) == trained.training.map(\.day))
            #expect(loaded.training.map(\.features) == trained.training.map(\.features))
            #expect(loaded.holdout.map(\.label) == trained.holdout.map(\.label))
            #expect(loaded.holdout.map(\.forecast) == trained.holdout.map(\.forecast))
        }
        #expect(throws: DecodingError.self) { try ModelVersion(served: Data("{}".utf8), gated: nil, rows: rows) }
    }

    @Test("the served artifact has the newest matured rows, the gated one those before the holdout")
    func spans() throws {
        let rows = Self.rows(400)
        let version = try version(rows, at: 390)
        let gated = try #require(version.gated).artifact
        // The row of the refit has no label yet: its label session is the next.
        #expect(version.served.artifact.training.last == rows.days[389])
        #expect(version.served.artifact.training.count == 200 && version.training.count == 200)
        #expect(gated.holdout?.last == rows.days[389] && gated.holdout?.count == 60 && version.holdout.count == 60)
        #expect(gated.training.last == rows.days[329])
        #expect(try Self.plan.version(refit: rows.days[200], at: .now, rows: rows) == nil, "too few rows")
        #expect(try self.version(rows, at: 250).gated == nil, "no holdout yet")
    }

    @Test("no version and no forecast uses anything known later", arguments: [230, 300, 390])
    func noLookAhead(row: Int) throws {
        let whole = Self.rows(400)
        // Everything after the row is another world.
        let changed = Self.rows(400) { at, values in at > row ? values.map { $0 * 3 + 1 } : values }
        let (a, b) = (try version(whole, at: row), try version(changed, at: row))
        #expect(a.id == b.id && a.gated?.digest == b.gated?.digest)
        #expect(whole.features[row] == changed.features[row])
        // While a change of the row itself is seen in its features, and of the one before in the version.
        let earlier = Self.rows(400) { at, values in at == row - 1 ? [values[0] * 3, values[1], values[2]] : values }
        #expect(try version(earlier, at: row).id != a.id)
    }

    @Test("numbers beyond what can be computed with give no artifact, and no crash")
    func overflow() {
        let rows = Self.rows(400) { at, values in at == 300 ? [1e300, values[1], values[2]] : values }
        #expect(throws: EncodingError.self) {
            try Self.plan.version(refit: rows.days[390], at: .now, rows: rows)
        }
    }
}

@Suite("Permutation importance")
struct ImportanceTests {
    static func rows(_ count: Int, _ scales: [Double], seed: UInt64) -> [[Double]] {
        var noise = SplitMix64(seed: seed)
        return (0..<count).map { _ in scales.map { $0 * noise.normal() } }
    }

    /// A linear model of features that are as they are.
    func model(_ coefficients: Double..., intercept: Double = 0) -> RidgeRegression {
        RidgeRegression(
            intercept: intercept, coefficients: coefficients, means: coefficients.map { _ in 0 },
            deviations: coefficients.map { _ in 1 })
    }

    func shares(_ rows: [[Double]], seed: UInt64, of model: RidgeRegression) throws -> [Double] {
        var generator = SplitMix64(seed: seed)
        return try #require(
            PermutationImportance(
                of: model, rows: FeatureTable(rows), groups: rows[0].indices.map { [$0] }, generator: &generator)
        ).shares
    }

    @Test("shares are those of forecasts of exchanged rows, to the last bit")
    func exchangedRows() throws {
        let rows = Self.rows(97, [1, 3, 0.2, 1, 2], seed: 70)
        let ridge = RidgeRegression(
            intercept: 0.3, coefficients: [0.7, -1.1, 3, 5, 0.01], means: [0.1, -2, 0.3, 1, 1 / 3],
            deviations: [0.9, 3.1, 0.7, 0, 1.3])
        let groups = [[0, 3], [1, 4], [2]]
        var generator = SplitMix64(seed: 71)
        let found = try #require(
            PermutationImportance(of: ridge, rows: FeatureTable(rows), groups: groups, generator: &generator))
        generator = SplitMix64(seed: 71)
        var moves = [0.0, 0, 0]
        for _ in 0..<PermutationImportance.rounds {
            for (place, group) in groups.enumerated() {
                for (row, other) in generator.permutation(rows.count).enumerated() {
                    var changed = rows[row]
                    for feature in group { changed[feature] = rows[other][feature] }
                    let difference = ridge(rows[row]) - ridge(changed)
                    moves[place] += difference * difference
                }
            }
        }
        let total = moves.reduce(0, +)
        #expect(found.shares == moves.map { $0 / total })
    }

    @Test("a planted swap of two features is caught, another seed alone is not")
    func swap() throws {
        let first = model(2, 0.2, 0.2)
        let before = try shares(Self.rows(756, [1, 1, 1], seed: 1), seed: 2, of: first)
        var largest = 0.0
        for seed in 10..<30 {
            let now = try shares(Self.rows(252, [1, 1, 1], seed: UInt64(seed)), seed: UInt64(seed), of: first)
            largest = max(largest, totalVariationDistance(now, before))
        }
        let swapped = try shares(Self.rows(252, [0.1, 10, 1], seed: 50), seed: 51, of: first)
        let otherModel = try shares(Self.rows(252, [1, 1, 1], seed: 52), seed: 53, of: model(0.2, 2, 0.2))
        let (rows, other) = (totalVariationDistance(swapped, before), totalVariationDistance(otherModel, before))
        print("importance: other seeds up to \(largest), swapped spread \(rows), swapped model \(other)")
        #expect(largest < 0.02 && rows > 0.9 && other > 0.9)
    }

    @Test("features that move together are shuffled together, and chain")
    func groups() {
        var noise = SplitMix64(seed: 8)
        let rows = (0..<300).map { _ -> [Double] in
            let (a, b, c) = (noise.normal(), noise.normal(), noise.normal())
            return [a, c, a + 0.6 * b, -(a + 1.2 * b), 5]
        }
        // 0 and 3 are correlated by about 0.64 only, but both go with 2.
        #expect(PermutationImportance.groups(of: FeatureTable(rows)) == [[0, 2, 3], [1], [4]])
    }

    @Test("shares add to 1, a feature without use has none, and a constant model has no importance")
    func properties() throws {
        let rows = Self.rows(260, [1, 1], seed: 3)
        let found = try shares(rows, seed: 4, of: model(3, 0))
        #expect(found == [1, 0])
        var generator = SplitMix64(seed: 1)
        let constant = model(0, 0, intercept: 7)
        #expect(
            PermutationImportance(of: constant, rows: FeatureTable(rows), groups: [[0], [1]], generator: &generator)
                == nil)
    }

    @Test("the increase of squared error counts rows with a label only")
    func increases() throws {
        let rows = Self.rows(300, [1, 1], seed: 6)
        let labels = rows.enumerated().map { $0.offset % 3 == 0 ? nil : 2 * $0.element[0] }
        var generator = SplitMix64(seed: 7)
        let found = try #require(
            PermutationImportance(
                of: model(2, 0), rows: FeatureTable(rows), labels: labels, groups: [[0], [1]], generator: &generator))
        let increases = try #require(found.squaredErrorIncreases)
        // A perfect model loses the variance of 2x − 2x′ when x is shuffled: 8, and nothing with the other.
        #expect(abs(increases[0] - 8) < 1 && increases[1] == 0)
    }
}
