import Core
import Statistics
import Testing

@Suite("Drift on seeded noise")
struct NoiseTests {
    static func counts(_ current: [Double], _ baseline: [Double]) -> BinCounts {
        DriftPair(current: current.sorted(), baseline: baseline.sorted()).binCounts()
    }

    static func psi(_ current: [Double], _ baseline: [Double]) -> Double {
        counts(current, baseline).distances().populationStabilityIndex
    }

    @Test("the exact null rejects 5 % of unchanged samples at every size", arguments: [10, 21, 63, 252])
    func size(rows: Int) {
        let trials = 400
        var generator = SplitMix64(seed: UInt64(rows))
        var rejected = 0
        for _ in 0..<trials {
            let counts = Self.counts(Synthetic.normal(rows, &generator), Synthetic.normal(504, &generator))
            let null = PSINull(
                observed: counts.distances().populationStabilityIndex, currentTotal: rows,
                baselineCounts: counts.baseline,
                generator: &generator)
            if null.pValue <= 0.05 { rejected += 1 }
        }
        // Three standard errors of a share of 5 %.
        let share = Double(rejected) / Double(trials)
        print("exact null at n = \(rows): rejects \(100 * share) % of \(trials) unchanged samples")
        #expect(abs(share - 0.05) <= 3 * (0.05 * 0.95 / Double(trials)).squareRoot())
    }

    @Test("on unchanged data PSI averages what the product page says", arguments: [(21, 0.33), (63, 0.15)])
    func average(rows: Int, expected: Double) {
        var generator = SplitMix64(seed: 2)
        let baseline = Synthetic.normal(504, &generator).sorted()
        let counts = QuantileBins(sortedBaseline: baseline).counts(ofSorted: baseline)
        let null = PSINull(
            observed: 0.3, currentTotal: rows, baselineCounts: counts, threshold: 0.3, generator: &generator)
        #expect((null.expected * 100).rounded() / 100 == expected)
        if rows == 21 { #expect(abs((null.shareAbove ?? 0) - 0.56) < 0.02) }
    }

    @Test("one tick of 200 deviations hides less than a fifth of a real shift", arguments: [(63, 0.95), (252, 1.0)])
    func tick(rows: Int, share: Double) {
        let trials = 400
        var generator = SplitMix64(seed: UInt64(1_000 + rows))
        var robust = (current: 0, baseline: 0)
        for _ in 0..<trials {
            let baseline = Synthetic.normal(504, &generator)
            let shifted = Synthetic.normal(rows, &generator).map { $0 + 1 }
            let clean = Self.psi(shifted, baseline)
            var tick = shifted
            tick[generator.index(below: rows)] = -200
            if Self.psi(tick, baseline) > 0.8 * clean { robust.current += 1 }
            var badBaseline = baseline
            badBaseline[generator.index(below: 504)] = 200
            if Self.psi(shifted, badBaseline) > 0.8 * clean { robust.baseline += 1 }
        }
        print("a tick at n = \(rows): robust in \(robust.current) and \(robust.baseline) of \(trials) draws")
        #expect(Double(robust.current) >= share * Double(trials))
        #expect(Double(robust.baseline) >= share * Double(trials))
    }
}
