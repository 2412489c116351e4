import Alerting
import Checks
import Core
import Engine
import Foundation
import Lifecycle
import Modeling
import PolicyFile
import Storage
import TestSupport
import Testing
import TradingCalendar

@Suite("What the registry of a store says served")
struct ServedVersionTests {
    private static let checks = [
        "name: error, metric: rmse, window: 5 sessions, relative_to: baseline, warning: above 900%",
        "name: drift, metric: psi, of: vix_close, window: 21 sessions, baseline: champion, warning: above 99",
    ]

    private let policy: Policy
    private let store: InMemoryStore
    private let history: DeploymentHistory

    init() throws {
        policy = try Policies.with(Self.checks, frame: ModelPolicies.frame)
        store = InMemoryStore(deployment: policy.deployment)
        history = try Self.history(policy)
    }

    private static func history(_ policy: Policy) throws -> DeploymentHistory {
        try DeploymentHistory.readable(
            policy, through: policy.calendar.endOfDay(try #require(Day(iso: "1994-07-29"))))
    }

    private func day(_ text: String) throws -> Day { try #require(Day(iso: text)) }

    private func due(_ text: String) throws -> Date {
        policy.calendar.due(try day(text), lag: PublicationLag(minutes: 90))
    }

    /// The version that the schedule alone promotes at a refit.
    private func version(_ refit: String) throws -> ModelVersion {
        let refit = try day(refit)
        return try #require(history.model?.builtIn?.versions.first { $0.refit == refit })
    }

    private func run(_ ticker: Ticker, _ from: String, _ to: String) throws {
        for instant in policy.schedule.instants(from: try due(from), through: try due(to)) {
            try ticker.tick(store, at: instant, .past)
        }
    }

    private func record(_ version: ModelVersion, artifacts: VersionArtifacts? = nil, from: String) throws {
        let training = version.served.artifact.training
        func text(_ artifact: Artifact) throws -> String {
            String(decoding: try artifact.canonicalText(), as: UTF8.self)
        }
        let registered = RegisteredVersion(
            id: version.id, recipe: "market-ridge", refit: version.refit,
            trainedAt: policy.calendar.due(version.refit, lag: PublicationLag(minutes: 90)),
            training: .init(first: training.first, last: training.last, count: training.count),
            gated: version.gated?.digest.description)
        let texts =
            try artifacts
            ?? VersionArtifacts(
                served: text(version.served.artifact), gated: version.gated.map { try text($0.artifact) })
        let promotion = Promotion(
            version: version.id, from: try day(from), at: try #require(store.state().lastInstant),
            by: .person("ann"), reason: "it did better")
        try store.commit(
            Decision(at: promotion.at, isTick: false), observations: [],
            registry: RegistryChange(versions: [.init(registered, texts)], promotions: [promotion]), mode: .past)
    }

    private func predictions(_ from: String, _ to: String, _ history: DeploymentHistory) throws -> [Prediction] {
        let ledger = try #require(try history.serving(recordsOf: store).model).ledger(at: try due("1994-07-29"))
        let span = try day(from)...day(to)
        return ledger.entries.map(\.prediction).filter { span.contains($0.session) }
    }

    private func observation(_ check: String, _ subject: String, _ session: String) throws -> Observation {
        let day = try day(session)
        return try #require(
            store.observations(of: AlertKey(check: check, subject: subject), about: day...day, asOf: .distantFuture)
                .last)
    }

    // MARK: - Ticks

    @Test("the first tick records the version that serves, each refit one more, and a repeated tick none")
    func promotions() throws {
        let ticker = Ticker(history)
        try run(ticker, "1994-04-14", "1994-04-28")
        #expect(store.registry().promotions.map(\.reason) == ["bootstrap"])
        #expect(store.registry().promotions.map(\.from) == [try day("1994-04-04")])
        try run(ticker, "1994-04-29", "1994-05-03")
        let promotions = store.registry().promotions
        #expect(try promotions.map(\.from) == [day("1994-04-04"), day("1994-05-02")])
        #expect(try promotions.map(\.at) == [due("1994-04-14"), due("1994-05-02")])
        #expect(promotions.allSatisfy { $0.by == .schedule } && promotions[1].reason == "the monthly refit")
        #expect(try promotions.map(\.version) == [version("1994-04-04").id, version("1994-05-02").id])
        #expect(throws: StoreError.self) { try ticker.tick(store, at: try due("1994-05-03"), .past) }
        // A new process, which has to read the records.
        try run(Ticker(history), "1994-05-04", "1994-05-31")
        #expect(store.registry().promotions == promotions)
        let rows = store.audit(incident: nil, after: 0, limit: 1_000).map(\.entry).filter { $0.kind == .promotion }
        #expect(rows == promotions.map(\.auditEntry))
        let stored = try #require(store.artifacts(ofVersion: promotions[1].version))
        #expect(Digest.sha256(stored.served).description == promotions[1].version)
        #expect(stored.gated.map { Digest.sha256($0).description } == store.registry().versions[1].gated)
    }

    @Test("ticks that were not made are caught up with every refit between")
    func caughtUp() throws {
        let ticker = Ticker(history)
        try run(ticker, "1994-04-14", "1994-04-14")
        try run(ticker, "1994-07-05", "1994-07-05")
        #expect(
            try store.registry().promotions.map(\.from)
                == [day("1994-04-04"), day("1994-05-02"), day("1994-06-01"), day("1994-07-01")])
    }

    @Test("promotions of the schedule alone change nothing of what is said")
    func scheduleAlone() throws {
        let ticker = Ticker(history)
        try run(ticker, "1994-04-14", "1994-06-03")
        for session in ["1994-04-15", "1994-05-03", "1994-06-03"] {
            for result in try CheckRun(policy, asOf: try due(session)).results {
                let seen = try observation(result.check, result.subject, session)
                #expect(seen.value == result.measurement.value && seen.value != nil)
                #expect(seen.baseline == result.measurement.baseline?.description)
            }
        }
        #expect(
            try predictions("1993-01-04", "1994-07-28", history).map(\.version)
                == predictions("1993-01-04", "1994-07-28", Self.history(policy)).map(\.version))
    }

    @Test("ticks that are evaluated ahead decide as ticks one by one, also where somebody promotes meanwhile")
    func evaluatedAhead() throws {
        let other = try ServedVersionTests()
        for (test, isAhead) in [(self, true), (other, false)] {
            let ticker = Ticker(test.history)
            let instants = policy.schedule.instants(from: try due("1994-04-14"), through: try due("1994-07-11"))
            for (number, instant) in instants.enumerated() {
                try ticker.tick(test.store, at: instant, .past, among: isAhead ? instants : [])
                // In the middle of what was evaluated ahead.
                guard number == 40 else { continue }
                try test.record(try version("1994-03-01"), from: "1994-06-14")
            }
        }
        func rows(_ test: ServedVersionTests) -> [String] {
            test.store.audit(incident: nil, after: 0, limit: .max).map(\.hash)
        }
        func observations(_ test: ServedVersionTests) throws -> [Observation] {
            try policy.checks.flatMap { rule in
                try rule.subjects.flatMap { subject in
                    test.store.observations(
                        of: AlertKey(check: rule.name, subject: rule.name(of: subject)),
                        about: try day("1994-01-03")...day("1994-07-29"), asOf: .distantFuture)
                }
            }
        }
        #expect(rows(self).count > 60 && rows(self) == rows(other))
        #expect(try observations(self) == observations(other))
        // The exchange was closed on the day of Nixon's funeral and on Independence Day.
        #expect(try observations(self).count == 2 * 60)
    }

    // MARK: - A person's promotion

    @Test("an older version that a person promotes predicts and is compared with, up to the next refit")
    func older() throws {
        let ticker = Ticker(history)
        try run(ticker, "1994-04-14", "1994-04-20")
        let (older, april, may) = (try version("1994-02-01"), try version("1994-04-04"), try version("1994-05-02"))
        try record(older, from: "1994-04-21")
        try run(ticker, "1994-04-21", "1994-05-12")
        #expect(
            try store.registry().promotions.map(\.from)
                == ["1994-04-04", "1994-04-21", "1994-05-02"].map { try day($0) })
        #expect(store.registry().versions.map(\.id) == [april.id, older.id, may.id])

        let made = try predictions("1994-04-04", "1994-05-31", history)
        for prediction in made {
            let serving =
                try prediction.session < day("1994-04-21")
                ? april : prediction.session < day("1994-05-02") ? older : may
            #expect(prediction.version == serving.id, "\(prediction.session)")
            let forecast = serving.served.artifact.model(prediction.features.compactMap { $0 })
            #expect(prediction.mean == forecast.mean && prediction.sigma == forecast.sigma)
        }
        #expect(made.count == 40)

        // The check compares with what the older version scored on its holdout, from the session on that it serves.
        func rootMeanSquare(_ errors: [Double]) -> Double {
            (errors.map { $0 * $0 }.reduce(0, +) / Double(errors.count)).squareRoot()
        }
        let labels = Dictionary(
            history.model.map { $0.ledger(at: .distantFuture).entries.map { ($0.prediction.session, $0.label?.label) } }
                ?? [], uniquingKeysWith: { first, _ in first })
        for (session, serving) in [("1994-04-20", april), ("1994-04-29", older), ("1994-05-12", may)] {
            let end = try day(session)
            let before = made.filter { $0.labelSession <= end }.suffix(5)
            let score = rootMeanSquare(try before.map { $0.mean - (try #require(labels[$0.session] ?? nil)) })
            let baseline = rootMeanSquare(serving.holdout.map { $0.forecast.mean - $0.label })
            let seen = try observation("error", "market-ridge", session)
            #expect(agrees(try #require(seen.value), 100 * (score / baseline - 1)), "\(session)")
            #expect(seen.baseline == serving.gated?.digest.description)
        }
        // The baseline of the data is what the version was trained on.
        let drift = try ["1994-04-20", "1994-04-21", "1994-04-29", "1994-05-02"].map {
            try observation("drift", "vix_close", $0).baseline
        }
        #expect(Set(drift).count == 3 && drift[1] == drift[2])
    }

    @Test("a diagnosis beside a store compares with the version that the store says served")
    func diagnosis() throws {
        try run(Ticker(history), "1994-04-14", "1994-04-20")
        try record(try version("1994-02-01"), from: "1994-04-21")
        try run(Ticker(history), "1994-04-21", "1994-04-22")
        func baseline(_ store: (any MonitorStore)?) throws -> String? {
            try SourceDiagnosis(policy, source: "market", root: nil, asOf: try due("1994-04-22"), store: store)
                .results { $0.name == "drift" }.first?.measurement.baseline?.description
        }
        let alone = try baseline(nil)
        let recorded = try observation("drift", "vix_close", "1994-04-22").baseline
        #expect(try baseline(store) == recorded && recorded != nil && alone != nil && alone != recorded)
    }

    @Test("a version that is recorded goes on serving when the file has changed, and its documents are enough")
    func changedFile() throws {
        let files = try TemporaryFiles()
        let market = try String(contentsOf: Policies.directory.appending(path: "market.csv"), encoding: .utf8)
            .split(separator: "\n").filter { $0 < "1994-08" || $0.hasPrefix("date") }.map(String.init)
        func changed(_ change: (String) -> String) throws -> DeploymentHistory {
            _ = try files.write(market.map(change).joined(separator: "\n") + "\n", as: "market.csv")
            return try Self.history(
                try Policies.with(Self.checks, frame: ModelPolicies.frame, directory: files.directory))
        }
        try run(Ticker(history), "1994-04-14", "1994-05-12")
        let (april, may) = (try version("1994-04-04"), try version("1994-05-02"))
        // A close of the past is corrected without a word about when.
        let later = try changed { line in
            line.hasPrefix("1994-01-31") ? line.replacing(line.split(separator: ",")[1], with: "470.0") : line
        }
        #expect(later.model?.builtIn?.versions.contains { $0.id == april.id } == false)
        let made = try predictions("1994-04-04", "1994-06-15", later)
        for prediction in made {
            let serving = prediction.session < (try day("1994-05-02")) ? april : may
            if try prediction.session < day("1994-06-01") {
                #expect(prediction.version == serving.id, "\(prediction.session)")
                let forecast = serving.served.artifact.model(prediction.features.compactMap { $0 })
                #expect(prediction.mean == forecast.mean && prediction.sigma == forecast.sigma)
            } else {
                #expect(prediction.version != serving.id)
            }
        }
        #expect(made.count == 51)
        try run(Ticker(later), "1994-05-13", "1994-05-13")
        #expect(try observation("error", "market-ridge", "1994-05-13").baseline == may.gated?.digest.description)
    }

    @Test("a version that cannot be loaded is an error of the model's checks that names it, and no other one serves")
    func lost() throws {
        let ticker = Ticker(history)
        try run(ticker, "1994-04-14", "1994-04-20")
        let files = try TemporaryFiles()
        let market = try String(contentsOf: Policies.directory.appending(path: "market.csv"), encoding: .utf8)
        _ = try files.write(market.replacing("\n1992-06-15,410.29", with: "\n1992-06-15,411.06"), as: "market.csv")
        let other = try Self.history(
            try Policies.with(Self.checks, frame: ModelPolicies.frame, directory: files.directory))
        let stranger = try #require(other.model?.builtIn?.version(at: try day("1994-02-01")))
        #expect(try stranger.id != version("1994-02-01").id)
        try record(stranger, artifacts: VersionArtifacts(served: "{}", gated: "{}"), from: "1994-04-21")
        try run(ticker, "1994-04-21", "1994-05-12")
        let reasons = store.audit(incident: nil, after: 0, limit: 1_000).map(\.entry)
            .filter { $0.kind == .tick && $0.text.contains("1 error") }
        #expect(try reasons.map(\.at) == policy.schedule.instants(from: due("1994-04-21"), through: due("1994-04-29")))
        #expect(
            reasons.first?.text.contains(
                """
                market-ridge: the version \(stranger.id), which serves from 1994-04-21 on, cannot be loaded: what is \
                stored is no artifact
                """) == true)
        let made = try predictions("1994-04-04", "1994-05-12", history)
        #expect(try made.filter { try (day("1994-04-21")..<day("1994-05-02")).contains($0.session) }.isEmpty)
        #expect(try observation("error", "market-ridge", "1994-04-22").verdict == .error)
        #expect(try observation("drift", "vix_close", "1994-04-22").verdict == .ok)
        #expect(try observation("error", "market-ridge", "1994-05-12").verdict == .ok)
        let refused = try #require(try history.serving(recordsOf: store).model).ledger(at: try due("1994-04-22"))
        #expect(refused.rejections.map(\.what) == ["the version of 1994-04-21"])
    }
}
