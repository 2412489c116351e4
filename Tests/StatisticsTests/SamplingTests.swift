import Statistics
import TestSupport
import Testing

@Suite("The generator and its samplers, against an independent implementation")
struct SamplingTests {
    let fixture: JSON

    init() throws { fixture = try Fixtures.tree("statistics/statistics.json").generator }

    @Test("SplitMix64 gives the published sequence")
    func splitMix() throws {
        for item in fixture.splitmix64.array {
            var generator = SplitMix64(seed: try #require(UInt64(item.seed.string)))
            for expected in item.next.strings { #expect(String(generator.next()) == expected) }
        }
    }

    @Test("each sampler gives the same draws and leaves the generator in the same state")
    func samplers() throws {
        for item in fixture.samplers.array {
            var generator = SplitMix64(seed: try #require(UInt64(item.seed.string)))
            let a = item.arguments.doubles
            for expected in item.draws.array {
                switch item.sampler.string {
                case "uniform": #expect(generator.uniform() == expected.double)
                case "normal": #expect(agrees(generator.normal(), expected.double, within: 1e-12))
                case "index": #expect(generator.index(below: Int(a[0])) == expected.int)
                case "gamma": #expect(agrees(generator.gamma(shape: a[0]), expected.double, within: 1e-12))
                case "beta": #expect(agrees(generator.beta(a[0], a[1]), expected.double, within: 1e-12))
                case "binomial": #expect(generator.binomial(trials: Int(a[0]), probability: a[1]) == expected.int)
                case "multinomial":
                    let counts = generator.multinomial(trials: item.n.int, probabilities: item.vector.doubles)
                    #expect(counts == expected.ints)
                case "dirichlet":
                    let shares = generator.dirichlet(counts: item.vector.ints)
                    #expect(zip(shares, expected.doubles).allSatisfy { agrees($0, $1, within: 1e-12) })
                default: Issue.record("unknown sampler \(item.sampler)")
                }
            }
            #expect(String(generator.next()) == item.next_after.string, "\(item.sampler) \(a)")
        }
        #expect(fixture.samplers.array.count == 31)
    }
}
