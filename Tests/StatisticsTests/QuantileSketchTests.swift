import Statistics
import Testing

@Suite("The quantile sketch")
struct QuantileSketchTests {
    /// Streams that are hard in different ways: in order, against it, with ties, with far values.
    static func stream(_ kind: String, _ count: Int) -> [Double] {
        var generator = SplitMix64(seed: 21)
        return (0..<count).map { row in
            switch kind {
            case "ascending": Double(row)
            case "descending": Double(-row)
            case "ties": (generator.normal() * 2).rounded()
            case "sawtooth": Double(row % 97)
            case "heavy tails": 1 / (1 - generator.uniform())
            default: generator.normal()
            }
        }
    }

    static let kinds = ["normal", "ascending", "descending", "ties", "sawtooth", "heavy tails"]

    /// The largest distance, in rows, between a value's rank in the sketch and its ranks in the sample.
    static func largestError(_ sketch: QuantileSketch, _ rows: [Double]) -> Int {
        let exact = SortedValues(rows.sorted())
        let sample = sketch.sample
        return Set(rows).map { abs(sample.count(below: $0) - exact.count(below: $0)) }.max() ?? 0
    }

    @Test("no rank is wrong by more than the stated bound, and the bound is small", arguments: kinds)
    func bound(kind: String) {
        let rows = Self.stream(kind, 20_000)
        var sketch = QuantileSketch(capacity: 256)
        for start in stride(from: 0, to: rows.count, by: 777) {
            sketch.insert(Array(rows[start..<min(start + 777, rows.count)]))
        }
        #expect(sketch.count == 20_000 && sketch.sample.count == 20_000)
        let error = Self.largestError(sketch, rows)
        print("sketch of \(kind): largest rank error \(error) of 20000 rows, stated bound \(sketch.rankErrorBound)")
        #expect(error <= sketch.rankErrorBound)
        #expect(Double(sketch.rankErrorBound) <= 20_000 / 256 * 8)
    }

    @Test("pieces merge to a sketch of the whole, within the sum of their bounds", arguments: kinds)
    func merge(kind: String) {
        let rows = Self.stream(kind, 12_000)
        var generator = SplitMix64(seed: 4)
        for _ in 0..<5 {
            let cuts = [0] + (0..<6).map { _ in generator.index(below: 12_001) }.sorted() + [12_000]
            var whole = QuantileSketch(capacity: 200)
            for (from, to) in zip(cuts, cuts.dropFirst()) {
                var piece = QuantileSketch(capacity: 200)
                piece.insert(Array(rows[from..<to]))
                whole.merge(piece)
            }
            #expect(whole.count == 12_000 && whole.sample.count == 12_000)
            #expect(Self.largestError(whole, rows) <= whole.rankErrorBound)
        }
    }

    @Test("until a level is full the sketch is the sample, to the last bit of every quantile")
    func exact() {
        let rows = Self.stream("normal", 999)
        var sketch = QuantileSketch(capacity: 1_000)
        sketch.insert(rows)
        #expect(sketch.rankErrorBound == 0)
        let sorted = rows.sorted()
        for step in 0...100 {
            #expect(sketch.sample.quantile(Double(step) / 100) == quantile(Double(step) / 100, ofSorted: sorted))
        }
        #expect(QuantileBins(baseline: sketch.sample) == QuantileBins(sortedBaseline: sorted))
    }

    @Test("PSI in the bins of a sketched baseline is that of the exact one, within what the bound allows")
    func drift() {
        let baseline = Self.stream("normal", 50_000)
        var sketch = QuantileSketch(capacity: 1_024)
        sketch.insert(baseline)
        let current = SortedValues(Self.stream("normal", 5_000).map { $0 * 1.2 + 0.3 }.sorted())
        func psi(_ bins: QuantileBins, _ sample: some RankedSample) -> Double {
            BinnedDistances(currentCounts: bins.counts(of: current), baselineCounts: bins.counts(of: sample))
                .populationStabilityIndex
        }
        let exact = SortedValues(baseline.sorted())
        let (a, b) = (
            psi(QuantileBins(baseline: exact), exact), psi(QuantileBins(baseline: sketch.sample), sketch.sample)
        )
        #expect(abs(a - b) < 0.02 * a)
    }
}
