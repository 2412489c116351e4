import Foundation
import Statistics
import TestSupport
import Testing

/// Expected values are those of `Tests/Fixtures/statistics/dependence.py`, which was written from the definition alone.
@Suite("Intervals that survive dependence")
struct DependentIntervalTests {
    static let tree = try? Fixtures.tree("statistics/dependence.json")

    /// The rows of every metric, one for each pair.
    struct Columns {
        var rows: [String: [Double]] = [:]

        init(_ item: JSON, _ tree: JSON) {
            let (act, miss) = (tree.act.double, tree.miss.double)
            for ((mu, sigma), label) in zip(zip(item.mean.doubles, item.sigma.doubles), item.label.doubles) {
                func add(_ name: String, _ value: Double) { rows[name, default: []].append(value) }
                func add(_ name: String, _ value: Bool) { add(name, value ? 1 : 0) }
                let error = mu - label
                let said = NormalDistribution.cumulative((log1p(tree.event_below.double) - mu) / sigma)
                let acts = said > tree.act_when_above.double
                let event = expm1(label) < tree.event_below.double
                let reach = NormalDistribution.quantile975 * sigma
                add("bias", error)
                add("mae", abs(error))
                add("rmse", error * error)
                add("scaled_rmse", (error / sigma) * (error / sigma))
                if label != 0 { add("hit_rate", mu * label > 0) }
                add("coverage_95", mu - reach <= label && label <= mu + reach)
                add("decision_accuracy", acts == event)
                add("value", acts ? (event ? miss - act : -act) : 0)
                add("perfect", event ? miss - act : 0)
                add("false_positive_cost", acts && !event ? act : 0)
                add("false_negative_cost", event && !acts ? miss : 0)
                add("up", label > 0)
                add("said_up", NormalDistribution.cumulative(mu / sigma))
                add("event", event)
                add("said_event", said)
            }
        }

        subscript(name: String) -> [Double] { rows[name] ?? [] }
    }

    static func isClose(_ found: Double?, _ expected: JSON) -> Bool {
        guard let found, !expected.isNull else { return found == nil && expected.isNull }
        return abs(found - expected.double) <= 1e-9 * abs(expected.double)
    }

    @Test("quantiles and tails of Student's distribution are scipy's")
    func student() throws {
        let quantiles = try #require(Self.tree).t_quantiles.array
        for item in quantiles {
            let student = StudentDistribution(degreesOfFreedom: Int(item.degrees.double))
            #expect(Self.isClose(student.quantile(item.level.double), item.value))
            #expect(abs(student.upperTail(item.value.double) - (1 - item.level.double)) < 1e-12)
            #expect(abs(student.upperTail(-item.value.double) - item.level.double) < 1e-12)
        }
        #expect(quantiles.count == 45)
        // The Cauchy distribution, and the closed form for two degrees.
        #expect(abs(StudentDistribution(degreesOfFreedom: 1).upperTail(1e9) * .pi * 1e9 - 1) < 1e-12)
        #expect(agrees(StudentDistribution(degreesOfFreedom: 2).upperTail(3), 0.5 - 3 / (2 * 11.0.squareRoot())))
        #expect(abs(NormalDistribution.deviate(twoSided: 0.05) - NormalDistribution.quantile975) < 1e-12)
    }

    @Test("ends, errors, cosines and rise are an independent program's")
    func ends() throws {
        let tree = try #require(Self.tree)
        let (act, miss) = (tree.act.double, tree.miss.double)
        let kinds: [String: MeanInterval.Kind] = [
            "bias": .real, "mae": .positive, "rmse": .positive, "scaled_rmse": .positive,
            "hit_rate": .bounded(0...1), "coverage_95": .bounded(0...1), "decision_accuracy": .bounded(0...1),
            "value": .bounded(-act...miss - act), "false_positive_cost": .bounded(0...act),
            "false_negative_cost": .bounded(0...miss),
        ]
        var compared = 0
        for item in tree.cases.array {
            let columns = Columns(item, tree)
            for (name, kind) in kinds {
                let expected = item.expected[name]
                let comment = Comment(rawValue: "\(item.name.string), \(name)")
                let rows = SessionRows(columns[name])
                let count = min(Int(item.window.double), rows.count)
                let window = rows.count - count..<rows.count
                let found = MeanInterval(kind, of: rows, in: window)
                let scale: (Double) -> Double =
                    name.hasSuffix("rmse")
                    ? { $0.squareRoot() }
                    : name == "value" || name.hasSuffix("cost") ? { $0 * Double(count) } : { $0 }
                #expect(Self.isClose(found?.interval.map { scale($0.lowerBound) }, expected.lower), comment)
                #expect(Self.isClose(found?.interval.map { scale($0.upperBound) }, expected.upper), comment)
                compared += found?.interval == nil ? 0 : 1
                guard let found else { continue }
                let mean = expected["mean"].double
                #expect(abs(found.mean - mean) <= 1e-12 * max(1, abs(mean)), comment)
                switch found.error.source {
                case .window:
                    #expect(Self.isClose(found.error.standardError, expected.standard_error), comment)
                    #expect(found.error.degreesOfFreedom == Int(expected.cosines.double), comment)
                case .history(let windows, let mean):
                    #expect(Self.isClose(found.error.standardError, expected.history.standard_error), comment)
                    #expect(found.error.degreesOfFreedom == Int(expected.history.degrees.double), comment)
                    #expect(windows == expected.history.windows.double, comment)
                    #expect(agrees(mean, expected.history["mean"].double), comment)
                }
            }
        }
        #expect(compared > 150)
    }

    @Test("cosines, their bands and the rise are an independent program's")
    func cosines() throws {
        let tree = try #require(Self.tree)
        var rises: Set<Double> = []
        for item in tree.cases.array where Int(item.window.double) >= MeanInterval.minimumRows {
            let rows = Array(Columns(item, tree)["bias"].suffix(Int(item.window.double)))
            let expected = item.expected.bias
            let found = SlowCosines(rows: rows.count)
            #expect(found.cosines == Int(expected.cosines.double) && found.bandEnd == Int(expected.band_end.double))
            guard expected.standard_error.double > 0 else { continue }
            let mean = rows.reduce(0, +) / Double(rows.count)
            let spread = found.spread(rows.map { $0 - mean })
            #expect(Self.isClose(spread.low, expected.low), "\(item.name.string)")
            #expect(Self.isClose(spread.rise, expected.rise), "\(item.name.string)")
            rises.insert(spread.rise)
        }
        #expect(rises.contains(1) && rises.contains(100) && rises.count > 5)
    }

    @Test("the interval of value captured is an independent program's")
    func captured() throws {
        let tree = try #require(Self.tree)
        var compared = 0
        for item in tree.cases.array {
            let columns = Columns(item, tree)
            let expected = item.expected.value_captured
            let rows = SessionRows(columns["value"], weights: columns["perfect"])
            let window = rows.count - Int(item.window.double)..<rows.count
            let found = MeanInterval(.real, of: rows, in: window)
            #expect(Self.isClose(found?.interval?.lowerBound, expected.lower), "\(item.name.string)")
            #expect(Self.isClose(found?.interval.map { min(1, $0.upperBound) }, expected.upper), "\(item.name.string)")
            compared += found?.interval == nil ? 0 : 1
        }
        #expect(compared > 8)
    }

    @Test("the p-value and the deviate of a calibration are an independent program's")
    func calibration() throws {
        let tree = try #require(Self.tree)
        var compared = 0
        for item in tree.cases.array where !item.expected.calibration.isNull {
            let columns = Columns(item, tree)
            let nominal = Array(repeating: 0.95, count: columns["bias"].count)
            let parts = [
                ("probability_up", columns["up"], columns["said_up"]),
                ("probability_of_event", columns["event"], columns["said_event"]),
                ("coverage_95", columns["coverage_95"], nominal),
            ]
            for (part, outcomes, said) in parts {
                let expected = item.expected.calibration[part]
                let trials = CalibrationInTheLarge.Trials(outcomes: outcomes, probabilities: said)
                let window = trials.count - Int(item.window.double)..<trials.count
                let found = try #require(CalibrationInTheLarge(trials, in: window))
                let comment = Comment(rawValue: "\(item.name.string), \(part)")
                #expect(Self.isClose(found.observed, expected.observed), comment)
                #expect(Self.isClose(found.expected, expected.expected), comment)
                #expect(Self.isClose(found.pValue, expected.p_value), comment)
                #expect(agrees(abs(found.z), expected.z.double), comment)
                compared += 1
            }
        }
        #expect(compared > 50)
    }

    @Test("several rows a session that are all the same say what one of them says")
    func groups() throws {
        var noise = SplitMix64(seed: 42)
        let single = (0..<600).map { _ in noise.normal() }
        let tripled = single.flatMap { Array(repeating: $0, count: 3) }
        let groups = Array(repeating: 3, count: single.count)
        for window in [580..<600, 200..<600] {
            let one = try #require(MeanInterval(.real, of: SessionRows(single), in: window))
            let many = try #require(MeanInterval(.real, of: SessionRows(tripled, groups: groups), in: window))
            #expect(agrees(one.mean, many.mean))
            #expect(agrees(one.error.standardError, many.error.standardError))
            #expect(one.error.degreesOfFreedom == many.error.degreesOfFreedom)
            let (first, second) = (try #require(one.interval), try #require(many.interval))
            #expect(agrees(first.lowerBound, second.lowerBound) && agrees(first.upperBound, second.upperBound))
        }
        let outcomes = single.map { $0 > 1 ? 1.0 : 0 }
        let said = Array(repeating: 0.2, count: single.count)
        let one = CalibrationInTheLarge.Trials(outcomes: outcomes, probabilities: said)
        let many = CalibrationInTheLarge.Trials(
            outcomes: outcomes.flatMap { [$0, $0, $0] }, probabilities: said.flatMap { [$0, $0, $0] }, groups: groups)
        for window in [580..<600, 200..<600] {
            let first = try #require(CalibrationInTheLarge(one, in: window))
            let second = try #require(CalibrationInTheLarge(many, in: window))
            #expect(agrees(first.pValue, second.pValue))
        }
    }

    @Test("rows that are equal up to rounding have no spread, alone and in sessions")
    func nothingVaries() throws {
        let rows = SessionRows(Array(repeating: 0.1, count: 300))
        #expect(try #require(MeanInterval(.real, of: rows, in: 280..<300)).interval == nil)
        let groups = (0..<100).map { $0 % 3 + 1 }
        let grouped = SessionRows(Array(repeating: 0.1, count: groups.reduce(0, +)), groups: groups)
        #expect(try #require(MeanInterval(.positive, of: grouped, in: 90..<100)).interval == nil)
        #expect(MeanInterval(.real, of: rows, in: 296..<300) == nil)
        // The exact end of a count of zero, whose bound no row reached.
        let zeros = SessionRows(Array(repeating: 0.0, count: 40))
        let found = try #require(MeanInterval(.bounded(0...1), of: zeros, in: 0..<40)?.interval)
        #expect(found.lowerBound == 0 && agrees(found.upperBound, 1 - pow(0.025, 1.0 / 40)))
    }

    @Test("where volatility clusters the interval covers the long-run mean square in over 85 % of windows")
    func coverage() throws {
        var noise = SplitMix64(seed: 88)
        var covered = 0
        let trials = 400
        for _ in 0..<trials {
            var (variance, last) = (1.0, 0.0)
            let squares = (0..<452).map { _ in
                variance = 0.02 + 0.08 * last * last + 0.9 * variance
                last = variance.squareRoot() * noise.normal()
                return last * last
            }
            let rows = SessionRows(Array(squares.suffix(252)))
            let found = try #require(MeanInterval(.positive, of: rows, in: 0..<252)?.interval)
            if found.contains(1) { covered += 1 }
        }
        let share = Double(covered) / Double(trials)
        print("clustered squares: covered \((1000 * share).rounded() / 10) %")
        // 88.1 % of 60,000; three standard errors of 400.
        #expect((0.832...0.93).contains(share), "\(share)")
    }
}
