import Statistics
import TestSupport
import Testing

@Suite("Drift measures, against numpy and scipy")
struct DriftTests {
    let fixture: JSON

    init() throws { fixture = try Fixtures.tree("statistics/statistics.json") }

    @Test("edges, counts, PSI, Jensen–Shannon and Hellinger are theirs, ties, constants and ticks included")
    func binned() {
        for item in fixture.psi.array {
            let pair = DriftPair(current: item.current.doubles.sorted(), baseline: item.baseline.doubles.sorted())
            #expect(QuantileBins(sortedBaseline: pair.baseline).edges == item.edges.doubles, "\(item.name)")
            #expect(pair.binCounts().current == item.current_counts.ints, "\(item.name)")
            #expect(pair.binCounts().baseline == item.baseline_counts.ints, "\(item.name)")
            for measure in [DriftMeasure.psi, .jensenShannon, .hellinger] {
                let value = DriftComparison(pair, by: measure).value() ?? .nan
                #expect(agrees(value, item[measure.rawValue].double), "\(item.name) \(measure)")
            }
            let sufficient = pair.current.count >= DriftComparison(pair, by: .psi).minimumSample
            #expect(sufficient == item.sufficient.isTrue, "\(item.name)")
        }
        #expect(fixture.psi.array.count == 21)
    }

    @Test("categories have a bin each, and one for what was never seen")
    func categories() {
        for item in fixture.category_psi.array {
            let names = item.categories.strings
            let codes = { (cells: JSON) in
                cells.strings.map { Double(names.firstIndex(of: $0) ?? names.count) }.sorted()
            }
            let pair = DriftPair(current: codes(item.current), baseline: codes(item.baseline), categorical: true)
            #expect(pair.binCounts().current == item.current_counts.ints, "\(item.name)")
            #expect(pair.binCounts().baseline == item.baseline_counts.ints, "\(item.name)")
            for measure in [DriftMeasure.psi, .jensenShannon, .hellinger] {
                #expect(
                    agrees(DriftComparison(pair, by: measure).value() ?? .nan, item[measure.rawValue].double),
                    "\(item.name) \(measure)")
            }
        }
    }

    @Test("the Kolmogorov–Smirnov statistic is scipy's, its p-value a count of the ways to divide the pooled values")
    func kolmogorovSmirnov() {
        for item in fixture.ks.array {
            let test = KolmogorovSmirnov(
                sorted: item.current.doubles.sorted(), sorted: item.baseline.doubles.sorted())
            #expect(agrees(test.statistic, item.statistic.double), "\(item.name)")
            #expect(agrees(test.pValue(), item.p_value.double, within: 1e-9), "\(item.name)")
        }
        for pair in fixture.kolmogorov_sf.array {
            #expect(agrees(KolmogorovDistribution.upperTail(pair[0].double), pair[1].double, within: 1e-12), "\(pair)")
        }
    }

    @Test("the Wasserstein distance per baseline deviation is scipy's")
    func wasserstein() {
        for item in fixture.wasserstein.array {
            let pair = DriftPair(current: item.current.doubles.sorted(), baseline: item.baseline.doubles.sorted())
            #expect(agrees(wassersteinDistance(sorted: pair.current, sorted: pair.baseline), item.distance.double))
            let scaled = DriftComparison(pair, by: .wasserstein).value()
            if item.per_baseline_sd.isNull {
                #expect(scaled == nil)
            } else {
                #expect(agrees(scaled ?? .nan, item.per_baseline_sd.double), "\(item.name)")
            }
        }
    }

    @Test("the energy distance and the Anderson–Darling statistic are scipy's, ties included")
    func binFree() {
        for item in fixture.bin_free.array {
            let pair = DriftPair(current: item.current.doubles.sorted(), baseline: item.baseline.doubles.sorted())
            for measure in [DriftMeasure.energy, .andersonDarling] {
                let value = DriftComparison(pair, by: measure).value() ?? .nan
                #expect(agrees(value, item[measure.rawValue].double, within: 1e-9), "\(item.name) \(measure)")
            }
        }
        #expect(fixture.bin_free.array.count == 8)
    }

    @Test(
        "of samples that hold one value alone the Anderson–Darling statistic is 0, and the energy distance is not defined"
    )
    func constants() {
        let pair = DriftPair(current: [1, 1, 1], baseline: [1, 1, 1, 1])
        #expect(andersonDarling(sorted: pair.current, sorted: pair.baseline) == 0)
        #expect(DriftComparison(pair, by: .energy).value() == 0)
        #expect(DriftComparison(DriftPair(current: [2, 2, 3], baseline: [1, 1, 1]), by: .energy).value() == nil)
    }

    @Test("the circular-shift null looks at every other place of the ring of baseline and window")
    func circularShiftNull() throws {
        // In the ring 1 2 3 4 5 6 9 9 a run of two is as far as 9 9 nowhere else.
        let null = try #require(
            CircularShiftNull(observed: 1, baseline: [1, 2, 3, 4, 5, 6], window: [9, 9], by: .kolmogorovSmirnov))
        // 1 2 lies below all others: as far by that measure. No other run of two neighbours does.
        #expect(null.pValue == 2.0 / 8 && null.rows == 8)
        let turned = try #require(
            CircularShiftNull(observed: 1, baseline: [2, 4, 6, 1, 5, 3], window: [9, 9], by: .kolmogorovSmirnov))
        #expect(turned.pValue == 1.0 / 8)
    }

    @Test("χ² and L∞ of category counts are scipy's")
    func categoryTests() {
        for item in fixture.chi_square.array {
            let counts = CategoryCounts(current: item.current_counts.ints, baseline: item.baseline_counts.ints)
            #expect(agrees(counts.chiSquare().statistic, item.statistic.double), "\(item.name)")
            #expect(counts.chiSquare().degreesOfFreedom == item.dof.int, "\(item.name)")
            #expect(agrees(counts.chiSquare().pValue(), item.p_value.double), "\(item.name)")
        }
        for item in fixture.l_infinity.array {
            let counts = CategoryCounts(current: item.current_counts.ints, baseline: item.baseline_counts.ints)
            #expect(agrees(counts.lInfinity(), item.value.double), "\(item.name)")
        }
    }

    @Test("the null of PSI is reproduced draw by draw by an independent implementation, of few bins and of many")
    func psiNull() throws {
        for item in fixture.psi_null.array + fixture.psi_null_of_many.array {
            let baseline = item.baseline_counts.ints
            let current = item.current_counts.ints
            var generator = SplitMix64(seed: try #require(UInt64(item.seed.string)))
            let null = PSINull(
                observed: BinnedDistances(currentCounts: current, baselineCounts: baseline).populationStabilityIndex,
                currentTotal: current.reduce(0, +), baselineCounts: baseline, generator: &generator)
            #expect(agrees(null.expected, item.expected_without_change.double), "\(item.name)")
            let bounds = item.p_value_bounds.doubles
            #expect(null.pValue >= bounds[0] && null.pValue <= bounds[1], "\(item.name): \(null.pValue)")
        }
    }

    @Test("of many bins the null has the distribution that it has of few: bins from Dirichlet, rows from a multinomial")
    func psiNullOfMany() throws {
        let baseline = (0..<40).map { 1 + $0 * $0 % 23 } + [0]
        for rows in [82, 900, 40_000] {
            var generator = SplitMix64(seed: UInt64(rows))
            let null = PSINull(observed: 0.2, currentTotal: rows, baselineCounts: baseline, generator: &generator)
            var sum = Moments()
            for _ in 0..<2_000 {
                let shares = generator.dirichlet(counts: baseline)
                let counts = generator.multinomial(trials: rows, probabilities: shares)
                let distances = BinnedDistances(currentCounts: counts, baselineCounts: baseline)
                sum.merge(Moments(of: [distances.populationStabilityIndex]))
            }
            let (mean, sd) = (try #require(sum.mean), try #require(sum.standardDeviation))
            #expect(abs(null.expected - mean) < 4 * sd / 2_000.0.squareRoot(), "\(rows): \(null.expected), \(mean)")
        }
    }

    @Test("every measure is 0 on equal samples, symmetric where it should be, and never above its ceiling")
    func properties() {
        var generator = SplitMix64(seed: 7)
        for _ in 0..<50 {
            let a = (0..<80).map { _ in generator.normal() }.sorted()
            let b = (0..<80).map { _ in generator.normal() + 0.5 }.sorted()
            let codes = { (sample: [Double]) in sample.map { $0.rounded() }.sorted() }
            for measure in DriftMeasure.allCases {
                let categorical = measure.isForCategories
                let (x, y) = categorical ? (codes(a), codes(b)) : (a, b)
                let forward = DriftPair(current: x, baseline: y, categorical: categorical)
                let same = DriftPair(current: x, baseline: x, categorical: categorical)
                #expect((DriftComparison(same, by: measure).value() ?? .nan) <= 1e-12, "\(measure)")
                let comparison = DriftComparison(forward, by: measure)
                let value = comparison.value() ?? .nan
                // Anderson–Darling is standardised, and below 0 where the samples are nearer than by chance.
                #expect(
                    (value > 0 || measure == .andersonDarling) && value <= comparison.ceiling() ?? .infinity,
                    "\(measure)")
                if !measure.isBinned, measure != .wasserstein, measure != .energy {
                    let back = DriftPair(current: y, baseline: x, categorical: categorical)
                    #expect(agrees(value, DriftComparison(back, by: measure).value() ?? .nan), "\(measure)")
                }
            }
        }
    }
}
