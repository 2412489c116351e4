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
    func constantErrors(count: Int) throws {
        let errors = (0..<count).map { $0 % 3 == 0 ? -0.1 : 0.1 }
        let rows = SessionRows(errors.map { $0 * $0 })
        #expect(try #require(MeanInterval(.positive, of: rows, in: 0..<count)).interval == nil)
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

/// Squares of these numbers are beyond what a number holds; numpy, with longer numbers, gives what is expected here.
@Suite("Statistics of numbers whose squares overflow")
struct OverflowTests {
    static let largest = Double.greatestFiniteMagnitude

    @Test(
        "a deviation that cannot be computed is absent, and not 0",
        arguments: [[0, 1e200, -1e200], [1, 2, largest], [-largest, largest], [largest, -largest, 3, 4]])
    func deviation(sample: [Double]) {
        #expect(Moments(of: sample).standardDeviation == nil)
        var merged = Moments()
        for value in sample { merged.merge(Moments(of: [value])) }
        #expect(merged.standardDeviation == nil)
        for mean in [merged.mean, Moments(of: sample).mean] { #expect(mean?.isFinite ?? true) }
    }

    @Test("a mean that a number holds is there where its squares are not")
    func mean() {
        #expect(Moments(of: [1e200, 3e200]).mean == 2e200)
    }

    @Test("a line through points whose products overflow is absent; a correlation of large and small numbers is right")
    func regression() throws {
        let x = [1.0, 2, 3, 4]
        #expect(LeastSquares(x: x.map { $0 * 1e200 }, y: x) == nil)
        #expect(LeastSquares(x: [1, 2, 3, Self.largest], y: x) == nil)
        #expect(LeastSquares(x: x.map { $0 * 1e-160 }, y: x.map { $0 * 1e150 }) == nil)
        // scipy.stats.pearsonr([1, 2, 3, 4], [1, 3, 2, 5]) = 0.8315218406202999
        let y = [1.0, 3, 2, 5]
        for (left, right) in [(1e100, 1e100), (1e-100, 1e-100), (1e100, 1e-100)] {
            let found = try #require(LeastSquares.correlation(x: x.map { $0 * left }, y: y.map { $0 * right }))
            #expect(abs(found - 0.8315218406202999) < 1e-12)
        }
    }

    @Test("an R² whose squares overflow is absent")
    func determination() {
        #expect(rSquared([1e200, 2e200, 4e200], [1, 2, 3]) == nil)
        #expect(rSquared([1, 2, 3], [1e200, 0, 0]) == nil)
    }

    @Test("a quantile between the two ends of all numbers lies between them")
    func quantiles() {
        #expect(quantile(0.5, ofSorted: [-Self.largest, Self.largest]) == 0)
        let upper = quantile(0.75, ofSorted: [-Self.largest, Self.largest])
        #expect(abs(upper / (Self.largest / 2) - 1) < 1e-15)
    }

    @Test("a distance per standard deviation is absent where there is no such deviation")
    func distance() throws {
        let baseline = (0..<99).map(Double.init) + [Self.largest]
        let shifted = (0..<99).map { Double($0) + 5_000 }
        let pair = DriftPair(current: shifted, baseline: baseline)
        #expect(DriftComparison(pair, by: .wasserstein).value() == nil)
        // The other way round the deviation of the baseline is there, and the distance is a number of its size.
        let turned = DriftPair(current: baseline, baseline: Array(baseline[..<99]))
        let distance = try #require(DriftComparison(turned, by: .wasserstein).value())
        // One row in a hundred is that far away; the deviation of 0 … 98 is √(99 · 100 / 12).
        let expected = Self.largest / 100 / (99.0 * 100 / 12).squareRoot()
        #expect(abs(distance / expected - 1) < 1e-9)
    }
}
