import Statistics
import TestSupport
import Testing

@Suite("Intervals of errors")
struct IntervalTests {
    @Test("the studentised interval and its one-sided bounds are an independent program's, draw by draw")
    func vectors() throws {
        let vectors = try Fixtures.tree("modeling/scores.json").vectors.array
        var compared = 0
        for item in vectors {
            let errors = item.errors.doubles
            let seed = try #require(UInt64(item.seed.string))
            for (starts, expected) in zip(draws(errors.count, seed), item.starts.array) {
                #expect(starts == expected.ints, "\(item.name.string)")
            }
            var generator = SplitMix64(seed: seed)
            let found = MeanSquareInterval(errors: errors, generator: &generator)
            guard let found else {
                #expect(item.interval.isNull, "\(item.name.string)")
                continue
            }
            #expect(agrees(found.interval.lowerBound, item.interval[0].double), "\(item.name.string)")
            #expect(agrees(found.interval.upperBound, item.interval[1].double), "\(item.name.string)")
            #expect(agrees(found.lowerBound, item.lower_one_sided.double), "\(item.name.string)")
            #expect(agrees(found.upperBound, item.upper_one_sided.double), "\(item.name.string)")
            compared += 1
        }
        #expect(compared >= 8 && vectors.count == 15)
    }

    func draws(_ rows: Int, _ seed: UInt64) -> [[Int]] {
        guard rows > 0 else { return [] }
        var generator = SplitMix64(seed: seed)
        return (0..<3).map { _ in CircularBlockBootstrap.starts(rows: rows, generator: &generator) }
    }

    @Test(
        "on independent normal errors the interval covers 95 ± 4 %, and the one-sided bound is above the truth on about 5 %",
        arguments: [(21, 600), (22, 600), (63, 500), (252, 300)])
    func coverage(rows: Int, trials: Int) {
        var noise = SplitMix64(seed: UInt64(1_000 + rows))
        var covered = 0
        var above = 0
        for _ in 0..<trials {
            let errors = (0..<rows).map { _ in noise.normal() }
            guard let found = MeanSquareInterval(errors: errors, generator: &noise) else { continue }
            if found.interval.contains(1) { covered += 1 }
            if found.lowerBound > 1 { above += 1 }
        }
        let share = Double(covered) / Double(trials)
        let alarms = Double(above) / Double(trials)
        print("\(rows) rows: covered \((100 * share).rounded()) %, called worse on \((1000 * alarms).rounded() / 10) %")
        #expect((0.91...0.99).contains(share), "\(share)")
        #expect((0.015...0.08).contains(alarms), "\(alarms)")
    }

    @Test("the interval follows the unit of the errors, and there is none where nothing varies")
    func scale() throws {
        var noise = SplitMix64(seed: 4)
        let errors = (0..<40).map { _ in noise.normal() }
        var (first, second) = (SplitMix64(seed: 9), SplitMix64(seed: 9))
        let plain = try #require(MeanSquareInterval(errors: errors, generator: &first))
        let scaled = try #require(MeanSquareInterval(errors: errors.map { -0.01 * $0 }, generator: &second))
        #expect(agrees(scaled.interval.lowerBound, 0.01 * plain.interval.lowerBound))
        #expect(agrees(scaled.upperBound, 0.01 * plain.upperBound))
        for constant in [0.0, 1.0] {
            #expect(MeanSquareInterval(errors: Array(repeating: constant, count: 30), generator: &first) == nil)
        }
        #expect(MeanSquareInterval(errors: [1, 2, 3, 4], generator: &first) == nil)
    }

    @Test("a perfect model's ten-session rmse is more than 20 % above the truth on 15.6 % of days")
    func perfectModel() throws {
        let expected = try Fixtures.tree("modeling/scores.json").perfect_model_alarm_percent
        for rows in [10, 21, 63] {
            let percent = ErrorMeasure.alarmPercentOfPerfectModel(rows: rows, ratio: 1.2)
            #expect(agrees(percent, expected[String(rows)].double))
        }
        var noise = SplitMix64(seed: 15)
        let trials = 20_000
        let alarms = (0..<trials).count { _ in
            ErrorMeasure.rootMeanSquare((0..<10).map { _ in noise.normal() }) > 1.2
        }
        print("perfect model: above on \(100 * Double(alarms) / Double(trials)) % of days")
        #expect(abs(100 * Double(alarms) / Double(trials) - 15.55) < 1)
    }
}

@Suite("Probabilities and what came true")
struct ProbabilityTests {
    @Test("right probabilities stay calibrated, wrong ones are caught")
    func calibration() throws {
        var noise = SplitMix64(seed: 77)
        var alarms = 0
        var caught = 0
        for _ in 0..<400 {
            let p = (0..<504).map { _ in 0.05 + 0.4 * noise.uniform() }
            let right = p.map { noise.uniform() < $0 }
            let wrong = p.map { noise.uniform() < min(1, 1.5 * $0) }
            if abs(try #require(ProbabilityForecasts(p, right).z)) > 1.96 { alarms += 1 }
            if abs(try #require(ProbabilityForecasts(p, wrong).z)) > 3 { caught += 1 }
        }
        print("calibration: right ones beyond 1.96 in \(alarms) of 400, half too low beyond 3 in \(caught)")
        #expect((8...34).contains(alarms) && caught > 380)
    }

    @Test("the Brier score is the sum of its parts, and its residual is 0 when probabilities are equal inside bins")
    func brier() {
        let p = (0..<100).map { Double($0 / 10) / 10 + 0.05 }
        let outcomes = (0..<100).map { $0 % 3 == 0 }
        let brier = ProbabilityForecasts(p, outcomes).brier
        #expect(agrees(brier.score, brier.reliability - brier.resolution + brier.uncertainty))
        #expect(abs(brier.withinBinResidual) < 1e-12)
        let plain = zip(p, outcomes).reduce(0.0) { $0 + ($1.0 - ($1.1 ? 1 : 0)) * ($1.0 - ($1.1 ? 1 : 0)) } / 100
        #expect(agrees(brier.score, plain))
    }

    @Test("the first bins hold one more, and few forecasts have few bins")
    func bins() {
        let p = (0..<23).map { Double($0) / 23 }
        let counts = ProbabilityForecasts(p, p.map { $0 > 0.5 }).reliabilityCurve.map(\.count)
        #expect(counts == [3, 3, 3, 2, 2, 2, 2, 2, 2, 2])
        #expect(
            ProbabilityForecasts([0.2, 0.1], [true, false]).reliabilityCurve.map(\.meanProbability) == [0.1, 0.2])
        #expect(ProbabilityForecasts([0, 1], [false, true]).z == nil)
    }

    @Test("a spread that is half too narrow is caught by its coverage")
    func coverage() {
        var noise = SplitMix64(seed: 5)
        var alarms = 0
        var caught = 0
        for _ in 0..<300 {
            let errors = (0..<504).map { _ in noise.normal() }
            if abs(Coverage(inside: errors.count { abs($0) <= 1.959963984540054 }, count: 504, nominal: 0.95).z) > 3 {
                alarms += 1
            }
            if abs(Coverage(inside: errors.count { abs($0) <= 1.306642656 }, count: 504, nominal: 0.95).z) > 3 {
                caught += 1
            }
        }
        #expect(alarms <= 5 && caught == 300, "\(alarms) \(caught)")
    }
}

@Suite("Logistic regression")
struct LogisticTests {
    @Test("coefficients and probabilities are an independent program's to 1e-9, a constant column has none")
    func vectors() throws {
        for item in try Fixtures.tree("modeling/estimates.json").logistic.array {
            let fit = try #require(
                LogisticRegression(
                    rows: item.rows.array.map(\.doubles), outcomes: item.outcomes.ints.map { $0 == 1 },
                    penalty: item.penalty.double))
            #expect(agrees(fit.intercept, item.intercept.double), "\(item.name.string)")
            for (a, b) in zip(fit.coefficients, item.coefficients.doubles) { #expect(agrees(a, b)) }
            for (row, expected) in zip(item.new_rows.array, item.new_predictions.doubles) {
                #expect(agrees(fit(row.doubles), expected))
            }
        }
        #expect(LogisticRegression(rows: [[1], [2]], outcomes: [true, true], penalty: 1) == nil)
    }

    @Test("the tail of a binomial count is 1 at none, and that of few is what is known")
    func binomial() {
        #expect(agrees(binomialUpperTail(0, trials: 12, probability: 0.05), 1))
        #expect(agrees(binomialUpperTail(3, trials: 12, probability: 0.05), 0.01956826199715453))
        #expect(agrees(binomialUpperTail(12, trials: 12, probability: 0.5), 1 / 4096))
    }
}
