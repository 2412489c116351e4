import Statistics
import TestSupport
import Testing

@Suite("Lines, leverage and Page–Hinkley, against an independent program")
struct RelationTests {
    let fixture: JSON

    init() throws { fixture = try Fixtures.tree("statistics/relation.json") }

    @Test("lines by least squares and by Theil–Sen are theirs")
    func lines() throws {
        for item in fixture.fits.array {
            for method in LineMethod.allCases {
                let expected = item.fits[method.rawValue]
                for (side, x, y) in [
                    ("window", item.window_x.doubles, item.window_y.doubles),
                    ("baseline", item.baseline_x.doubles, item.baseline_y.doubles),
                ] {
                    let line = try #require(FittedLine(x: x, y: y, by: method))
                    #expect(agrees(line.slope, expected[side].slope.double), "\(item.name) \(method) \(side)")
                    #expect(agrees(line.intercept, expected[side].intercept.double), "\(item.name) \(method) \(side)")
                    #expect(agrees(line.residualStandardDeviation ?? .nan, expected[side].residual_sd.double))
                }
            }
        }
        #expect(fixture.fits.array.count == 7)
    }

    @Test("the row that pulls most, and the slope without it, are theirs")
    func leverage() throws {
        for item in fixture.fits.array {
            let found = try #require(Leverage(x: item.window_x.doubles, y: item.window_y.doubles))
            #expect(agrees(found.hat, item.leverage.largest.double), "\(item.name)")
            #expect(found.place == item.leverage.place.int, "\(item.name)")
            #expect((found.slopeWithout == nil) == item.leverage.slope_without.isNull)
            if let slope = found.slopeWithout { #expect(agrees(slope, item.leverage.slope_without.double)) }
        }
    }

    @Test("Page–Hinkley has their sums and alarms, and a level that follows from the run length")
    func pageHinkley() {
        for item in fixture.limits.array {
            #expect(agrees(PageHinkley(runLength: item.run_length.double).lambda, item["lambda"].double, within: 1e-9))
        }
        for item in fixture.page_hinkley.array {
            var test = PageHinkley(runLength: 1_260)
            for value in item.z.doubles { test.add(value) }
            #expect(agrees(test.statistic, item.statistic.double), "\(item.name)")
            #expect(test.alarms == item.alarms.ints, "\(item.name)")
        }
        #expect(fixture.page_hinkley.array.count == 9 && fixture.limits.array.count == 5)
    }

    @Test("a shift that was there from the start is found, and independent rows alarm about once in five years")
    func runLength() {
        var generator = SplitMix64(seed: 5)
        var test = PageHinkley(runLength: 1_260)
        for _ in 0..<126_000 { test.add(generator.normal()) }
        // A hundred are expected; four standard deviations of as many rare events.
        #expect((60...140).contains(test.alarms.count), "\(test.alarms.count)")
        var caught = 0
        for _ in 0..<200 {
            var test = PageHinkley(runLength: 1_260)
            for _ in 0..<63 { test.add(generator.normal() + 1) }
            if !test.alarms.isEmpty { caught += 1 }
        }
        #expect(caught >= 195, "\(caught)")
    }

    @Test(
        "a median slope that rolls along is that of each window, with ties, gaps and jumps", arguments: [10, 63, 200])
    func rolling(window: Int) {
        var generator = SplitMix64(seed: UInt64(window))
        let x = (0..<900).map { $0 % 7 == 0 ? 0 : (generator.normal() * 8).rounded() / 4 }
        let y = x.map { (0.5 * $0 + generator.normal() * ($0 > 2 ? 5 : 1) * 4).rounded() / 4 }
        var rolling = RollingTheilSen()
        var ranges = (0..<900 - window).map { $0..<$0 + window }
        // Holidays, a window that grows, and one that comes back.
        ranges.remove(at: 300)
        ranges += [100..<100 + window / 2, 100..<100 + window, 103..<103 + window, 5..<5 + window]
        for range in ranges {
            let expected = TheilSen.slope(x: x[range], y: y[range])
            #expect(rolling.slope(of: range, x: x, y: y) == expected, "\(range)")
            guard let expected else { continue }
            for bound in [expected - 0.3, expected + 0.3] {
                let side = TheilSen.isSlope(x: x[range], y: y[range], above: bound)
                #expect(side == nil || side == (expected > bound), "\(range) \(bound)")
            }
        }
        #expect(rolling.slope(of: 0..<2, x: [1, 1], y: [2, 3]) == nil)
    }

    @Test("a resample's median slope is that of the pairs it draws, as often as it draws them")
    func resamples() throws {
        var generator = SplitMix64(seed: 9)
        let x = (0..<40).map { _ in (generator.normal() * 3).rounded() }
        let y = x.map { 0.4 * $0 + generator.normal() }
        let resamples = try #require(TheilSenResamples(x: x[...], y: y[...]))
        for _ in 0..<100 {
            let drawn = CircularBlockBootstrap.indices(rows: 40, generator: &generator)
            let expected = TheilSen.slope(x: drawn.map { x[$0] }[...], y: drawn.map { y[$0] }[...])
            #expect(resamples.slope(drawing: drawn) == expected)
        }
        #expect(resamples.slope(drawing: [3, 3, 3]) == nil)
    }
}
