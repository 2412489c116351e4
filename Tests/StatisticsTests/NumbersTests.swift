import Statistics
import TestSupport
import Testing

@Suite("Quantiles, moments, regression and intervals, against numpy and scipy")
struct NumbersTests {
    let fixture: JSON

    init() throws { fixture = try Fixtures.tree("statistics/statistics.json") }

    @Test("quantiles are type 7")
    func quantiles() {
        for item in fixture.quantiles.array {
            let sample = item.sample.doubles.sorted()
            for (q, expected) in zip(item.probabilities.doubles, item.expected.doubles) {
                #expect(agrees(quantile(q, ofSorted: sample), expected, within: 1e-14), "\(item.name) \(q)")
            }
        }
    }

    @Test("moments are exact to 1e-12 where the mean is ten thousand times the deviation, however the sample is cut")
    func moments() throws {
        for item in fixture.moments.array {
            let sample = item.sample.doubles
            for cut in [0, 1, sample.count / 3, sample.count - 1, sample.count] where cut >= 0 {
                var moments = Moments(of: Array(sample[..<cut]))
                moments.merge(Moments(of: Array(sample[cut...])))
                #expect(moments.count == item.n.int)
                let scale = max(abs(item.mean.double), item.sd.double)
                #expect(abs(try #require(moments.mean) - item.mean.double) <= 1e-12 * scale, "\(item.name)")
                if let deviation = moments.standardDeviation {
                    #expect(abs(deviation - item.sd.double) <= 1e-12 * item.sd.double, "\(item.name) cut at \(cut)")
                }
            }
            var oneByOne = Moments()
            for value in sample { oneByOne.merge(Moments(of: [value])) }
            if let deviation = oneByOne.standardDeviation {
                #expect(abs(deviation - item.sd.double) <= 1e-12 * item.sd.double, "\(item.name) one by one")
            }
        }
    }

    @Test("slope, intercept, correlation and residual deviation are those of least squares")
    func regression() throws {
        for item in fixture.regression.array {
            let fit = try #require(LeastSquares(x: item.x.doubles, y: item.y.doubles))
            #expect(agrees(fit.slope, item.slope.double), "\(item.name)")
            #expect(agrees(fit.intercept, item.intercept.double), "\(item.name)")
            #expect(agrees(fit.correlation ?? .nan, item.correlation.double), "\(item.name)")
            #expect(agrees(fit.residualStandardDeviation ?? .nan, item.residual_sd.double), "\(item.name)")
        }
        #expect(LeastSquares(x: [1, 1, 1], y: [1, 2, 3]) == nil)
        #expect(LeastSquares(x: [1, 2], y: [1, 1])?.correlation == nil)
    }

    @Test("χ² tails and quantiles, and Wilson's interval, are scipy's")
    func distributions() throws {
        for row in fixture.chi_square_functions.sf.array {
            let tail = ChiSquareDistribution(degreesOfFreedom: row[1].int).upperTail(row[0].double)
            #expect(abs(tail - row[2].double) <= 1e-11 * max(row[2].double, 1e-3), "\(row)")
        }
        for row in fixture.chi_square_functions.half_ppf_090.array {
            let freedom = 2 * row[0].int + 2
            #expect(agrees(ChiSquareDistribution(degreesOfFreedom: freedom).quantile(0.9) / 2, row[1].double))
        }
        for item in fixture.wilson.array {
            let interval = wilsonInterval(successes: item.k.int, trials: item.n.int)
            #expect(agrees(interval.lowerBound, item.lower.double, within: 1e-12))
            #expect(agrees(interval.upperBound, item.upper.double, within: 1e-12))
        }
    }

    @Test("Benjamini–Hochberg adjusts as scipy does")
    func falseDiscoveries() {
        for item in fixture.benjamini_hochberg.array {
            let adjusted = benjaminiHochberg(item.p_values.doubles)
            #expect(zip(adjusted, item.adjusted.doubles).allSatisfy { agrees($0, $1, within: 1e-12) }, "\(item.name)")
        }
    }

    @Test("a circular block bootstrap draws the rows that the definition says")
    func bootstrapRows() throws {
        for item in fixture.bootstrap.array {
            var generator = SplitMix64(seed: try #require(UInt64(item.seed.string)))
            for rows in item.first_rows.array {
                let window = CircularBlockBootstrap.indices(rows: item.window_x.array.count, generator: &generator)
                let baseline = CircularBlockBootstrap.indices(rows: item.baseline_x.array.count, generator: &generator)
                #expect(window == rows.window.ints)
                #expect(baseline == rows.baseline.ints)
            }
        }
        #expect([1, 2, 8, 9, 27, 28, 63, 504].map(CircularBlockBootstrap.blockLength) == [1, 2, 2, 3, 3, 4, 4, 8])
    }

    @Test("a rolling sorted sample is the sorted window at every step")
    func rolling() {
        var generator = SplitMix64(seed: 3)
        let series = (0..<500).map { _ in (generator.normal() * 4).rounded() }
        var sample = SortedSample(Array(series[..<40]))
        for end in 40..<series.count {
            sample.insert(series[end])
            sample.remove(series[end - 40])
            #expect(sample.values == series[(end - 39)...end].sorted())
        }
    }

    @Test("many values leave and enter a sorted sample at once as they would one by one")
    func batches() {
        var generator = SplitMix64(seed: 5)
        let series = (0..<600).map { _ in (generator.normal() * 3).rounded() }
        var sample = SortedSample(Array(series[..<100]))
        for end in stride(from: 150, through: 600, by: 50) {
            sample.replace(Array(series[(end - 150)..<(end - 100)]), with: Array(series[(end - 50)..<end]))
            #expect(sample.values == series[(end - 100)..<end].sorted())
        }
    }

    @Test("the budget counts only as many episodes as leave the yearly rate within it at 90 %")
    func budget() {
        // Garwood: 0 events bound the mean by 2.303, 5 events by 9.275.
        #expect(PoissonBudget.maximumCount(budget: 2.30) == nil)
        #expect(PoissonBudget.maximumCount(budget: 2.31) == 0)
        #expect(PoissonBudget.maximumCount(budget: 20) == 13)
        #expect(PoissonBudget.maximumCount(budget: 20.13) == 14)
        #expect(PoissonBudget.maximumCount(budget: 0) == nil)
    }
}
