import Statistics
import TestSupport
import Testing

@Suite("Errors of a perfect model")
struct IntervalTests {
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
            if abs(try Self.z(p, right)) > 1.96 { alarms += 1 }
            if abs(try Self.z(p, wrong)) > 3 { caught += 1 }
        }
        print("calibration: right ones beyond 1.96 in \(alarms) of 400, half too low beyond 3 in \(caught)")
        // By the window alone, with eight degrees of freedom: an independent program found 21 and 333.
        #expect((8...34).contains(alarms) && caught > 305)
    }

    /// By the window's own error.
    static func z(_ probabilities: [Double], _ happened: [Bool]) throws -> Double {
        let trials = CalibrationInTheLarge.Trials(
            outcomes: happened.map { $0 ? 1 : 0 }, probabilities: probabilities)
        return try #require(CalibrationInTheLarge(trials, in: 0..<trials.count)).z
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
        let certain = CalibrationInTheLarge.Trials(outcomes: [0, 1], probabilities: [0, 1])
        #expect(CalibrationInTheLarge(certain, in: 0..<2) == nil)
    }

    @Test("a spread that is half too narrow is caught by its coverage")
    func coverage() throws {
        var noise = SplitMix64(seed: 5)
        var alarms = 0
        var caught = 0
        for _ in 0..<300 {
            let errors = (0..<504).map { _ in noise.normal() }
            let said = errors.map { _ in 0.95 }
            if abs(try Self.z(said, errors.map { abs($0) <= 1.959963984540054 })) > 3 { alarms += 1 }
            if abs(try Self.z(said, errors.map { abs($0) <= 1.306642656 })) > 3 { caught += 1 }
        }
        #expect(alarms <= 7 && caught >= 290, "\(alarms) \(caught)")
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
