import Statistics
import Testing

@Suite("Proper scores of normal forecasts")
struct NormalScoreTests {
    /// Mean, σ, outcome; −ln of the density by scipy.stats.norm.logpdf; ∫(F − 1{x ≥ y})² by scipy.integrate.quad.
    private static let cases: [(mean: Double, sigma: Double, outcome: Double, log: Double, ranked: Double)] = [
        (0, 1, 0, 0.9189385332046727, 0.23369497725510907),
        (0, 1, 1, 1.4189385332046727, 0.6024413576276163),
        (0.5, 2, -1.5, 2.112085713764618, 1.2048827152552326),
        (0.001, 0.01, -0.034, 2.438768347216583, 0.02935927378289087),
    ]

    @Test("are the logarithm of the density and the integral that defines the ranked probability score")
    func definitions() {
        for item in NormalScoreTests.cases {
            let error = item.mean - item.outcome
            let log = NormalScore.logarithmic(error: error, sigma: item.sigma)
            let ranked = NormalScore.continuousRankedProbability(error: error, sigma: item.sigma)
            #expect(abs(log - item.log) < 1e-12 * item.log)
            #expect(abs(ranked - item.ranked) < 1e-9 * item.ranked)
            #expect(NormalScore.continuousRankedProbability(error: -error, sigma: item.sigma) == ranked)
        }
    }

    @Test("are lowest for the σ that is right")
    func proper() {
        var noise = SplitMix64(seed: 7)
        let errors = (0..<20_000).map { _ in 2 * noise.normal() }
        for score in [NormalScore.logarithmic, .continuousRankedProbability] {
            func mean(_ sigma: Double) -> Double {
                errors.reduce(0) { $0 + score(error: $1, sigma: sigma) } / Double(errors.count)
            }
            #expect(mean(2) < mean(1.7) && mean(2) < mean(2.4))
        }
    }
}
