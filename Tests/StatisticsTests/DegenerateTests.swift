import Statistics
import Testing

/// Samples on which a sum is rounded, or is beyond what a number holds.
@Suite("Statistics of samples that do not vary, or vary too much")
struct DegenerateTests {
    /// Numbers of which n times their sum over n is not themselves, for some n.
    static let constants = [0.1, 0.001, 2.5, 1e-9, -0.3, 1e15 / 3]

    @Test("a constant x has no slope, whatever its mean is rounded to", arguments: constants)
    func constantX(value: Double) {
        for count in [2, 3, 10, 63, 504, 700] {
            let x = [Double](repeating: value, count: count)
            let y = (0..<count).map { Double($0 * $0 % 17) }
            #expect(LeastSquares(x: x, y: y) == nil)
            #expect(LeastSquares.slope(x: x[...], y: y[...]) == nil)
            #expect(LeastSquares.correlation(x: x, y: y) == nil)
        }
    }

    @Test("a constant y has the slope 0 and no correlation", arguments: constants)
    func constantY(value: Double) throws {
        for count in [3, 10, 63, 504, 700] {
            let x = (0..<count).map { Double($0 * $0 % 17) }
            let y = [Double](repeating: value, count: count)
            let line = try #require(LeastSquares(x: x, y: y))
            #expect(line.slope == 0 && line.intercept == value && line.residualStandardDeviation == 0)
            #expect(line.correlation == nil && LeastSquares.correlation(x: x, y: y) == nil)
        }
    }

    @Test("points on a line have no residual deviation, points beside it have theirs")
    func exactLine() throws {
        let x = (0..<504).map { 0.1 * Double($0) }
        let line = try #require(LeastSquares(x: x, y: x.map { 0.3 * $0 + 0.7 }))
        #expect(line.residualStandardDeviation == 0)
        // Residuals of ±1e-9 in turn: √(504 · 10⁻¹⁸ / 502), but for the line's small lean towards them.
        let beside = x.indices.map { 0.3 * x[$0] + 0.7 + ($0 % 2 == 0 ? 1e-9 : -1e-9) }
        let deviation = try #require(LeastSquares(x: x, y: beside)?.residualStandardDeviation)
        #expect(abs(deviation - 1.00199e-9) < 2e-12)
    }

    @Test("a constant outcome has no R²", arguments: constants)
    func constantOutcome(value: Double) {
        for count in [3, 10, 63, 700] {
            let actual = [Double](repeating: value, count: count)
            #expect(rSquared(actual, (0..<count).map(Double.init)) == nil)
        }
    }

    @Test("errors of one size have no interval, however many they are", arguments: [10, 1_000, 100_000])
    func constantErrors(count: Int) {
        var generator = SplitMix64(seed: 1)
        let errors = (0..<count).map { $0 % 3 == 0 ? -0.1 : 0.1 }
        #expect(MeanSquareInterval(errors: errors, generator: &generator) == nil)
    }

    @Test("equal values have the deviation 0, whole or merged", arguments: constants)
    func constantMoments(value: Double) {
        var merged = Moments()
        for count in [1, 7, 64, 700] {
            let moments = Moments(of: [Double](repeating: value, count: count))
            merged.merge(moments)
            #expect(count == 1 || moments.standardDeviation == 0)
        }
        #expect(merged.standardDeviation == 0 && merged.mean == value)
    }
}
