import Core
import Statistics
import TestSupport
import Testing

@Suite("Drift without bins and its nulls, against independent programs")
struct DriftNullTests {
    let fixture: JSON

    init() throws { fixture = try Fixtures.tree("statistics/drift_tests.json") }

    @Test("the measures are theirs, of constants and far values, too")
    func measures() {
        for item in fixture.measures.array {
            let pair = DriftPair(current: item.current.doubles.sorted(), baseline: item.baseline.doubles.sorted())
            for measure in [DriftMeasure.energy, .andersonDarling, .kolmogorovSmirnov] {
                let value = DriftComparison(pair, by: measure).value()
                let expected = item[measure.rawValue]
                #expect((value == nil) == expected.isNull, "\(item.name) \(measure)")
                if let value, !expected.isNull {
                    #expect(agrees(value, expected.double, within: 1e-9), "\(item.name) \(measure)")
                }
            }
        }
        #expect(fixture.measures.array.count == 13)
    }

    @Test("Kolmogorov–Smirnov p-values are exact with ties")
    func ties() {
        for item in fixture.ks_with_ties.array {
            let test = KolmogorovSmirnov(sorted: item.current.doubles.sorted(), sorted: item.baseline.doubles.sorted())
            #expect(agrees(test.statistic, item.statistic.double), "\(item.name)")
            #expect(agrees(test.pValue(), item.p_value.double, within: 1e-9), "\(item.name)")
        }
        for item in fixture.measures.array {
            let test = KolmogorovSmirnov(sorted: item.current.doubles.sorted(), sorted: item.baseline.doubles.sorted())
            #expect(agrees(test.pValue(), item.ks_p_value.double, within: 1e-9), "\(item.name)")
        }
        #expect(fixture.ks_with_ties.array.count == 11)
    }

    @Test("the permutation null is theirs, draw by draw")
    func permutations() throws {
        var compared = 0
        for item in fixture.measures.array where !item.permutations.isNull {
            for measure in [DriftMeasure.energy, .andersonDarling] {
                let expected = item.permutations[measure.rawValue]
                var generator = SplitMix64(seed: Digest.sha256(expected.seed_text.string).firstEightBytes)
                let null = try #require(
                    PermutationNull(
                        observed: expected.observed.double, baseline: item.baseline.doubles,
                        window: item.current.doubles, by: measure, generator: &generator))
                #expect(agrees(null.expected, expected.expected_without_change.double), "\(item.name) \(measure)")
                #expect(null.pValue == expected.p_value.double, "\(item.name) \(measure)")
                compared += 1
            }
        }
        #expect(compared == 20)
    }

    @Test("the circular-shift null is theirs, ties included")
    func circularShift() throws {
        for item in fixture.circular_shift.array {
            let (baseline, window) = (item.baseline.doubles, item.current.doubles)
            let measures =
                [DriftMeasure.kolmogorovSmirnov, .energy, .andersonDarling] + (item.name.string == "ties" ? [] : [.psi])
            for measure in measures {
                let expected = item.expected[measure.rawValue]
                let observed = DriftComparison(
                    DriftPair(current: window.sorted(), baseline: baseline.sorted()), by: measure
                ).value()
                #expect(agrees(observed ?? .nan, expected.observed.double, within: 1e-9))
                let null = try #require(
                    CircularShiftNull(observed: observed ?? .nan, baseline: baseline, window: window, by: measure))
                #expect(null.pValue == expected.p_value.double, "\(item.name) \(measure)")
            }
            let dependence = try #require(SerialDependence.autocorrelation(baseline))
            #expect(agrees(dependence, item.lag_one.double))
        }
        #expect(fixture.circular_shift.array.count == 6)
    }
}
