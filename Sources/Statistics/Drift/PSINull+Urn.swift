import Foundation

/// The null of many bins.
extension PSINull {
    /// The draws are made in so many parts, each with a generator of its own.
    private static let parts = 20
    /// Sums of the same numbers in another order differ by less.
    private static let rounding = 1e-12

    private struct Part: Sendable {
        var sum = 0.0
        var reached = 0
        var above = 0
    }

    /// - Parameters:
    ///   - rows: of the current sample.
    ///   - baseline: its shares.
    init(
        observed: Double, urn: PolyaUrn, rows: Int, baseline: [Double], threshold: Double?,
        generator: inout SplitMix64
    ) {
        let seeds = (0..<PSINull.parts).map { _ in generator.next() }
        let total = Double(rows) + Double(baseline.count) / 2
        let shares = SmoothedShares(total: total, baseline: baseline, upTo: urn.usualMaximum + 64)
        let least = observed * (1 - PSINull.rounding)
        var parts = [Part](repeating: Part(), count: seeds.count)
        parts.withUnsafeMutableBufferPointer { parts in
            let slots = Slots(parts)
            DispatchQueue.concurrentPerform(iterations: seeds.count) { index in
                var part = Part()
                var generator = SplitMix64(seed: seeds[index])
                var counts = [Int](repeating: 0, count: baseline.count)
                for _ in 0..<PSINull.draws / PSINull.parts {
                    urn.draw(&generator, into: &counts)
                    let value = shares.populationStabilityIndex(ofCounts: counts)
                    part.sum += value
                    if value >= least { part.reached += 1 }
                    if let threshold, value > threshold { part.above += 1 }
                }
                slots.parts[index] = part
            }
        }
        expected = parts.reduce(0) { $0 + $1.sum } / Double(PSINull.draws)
        pValue = Double(1 + parts.reduce(0) { $0 + $1.reached }) / Double(PSINull.draws + 1)
        shareAbove = threshold.map { _ in Double(parts.reduce(0) { $0 + $1.above }) / Double(PSINull.draws) }
    }

    /// Each iteration writes a place of its own.
    private struct Slots: @unchecked Sendable {
        let parts: UnsafeMutableBufferPointer<Part>
        init(_ parts: UnsafeMutableBufferPointer<Part>) { self.parts = parts }
    }
}

/// The smoothed shares of counts and their logarithms; those of the usual counts are computed once.
private struct SmoothedShares: Sendable {
    private let total: Double
    private let baseline: [Part]
    private let known: [Part]

    private struct Part: Sendable {
        let share: Double
        let logarithm: Double

        init(_ share: Double) {
            self.share = share
            logarithm = log(share)
        }
    }

    init(total: Double, baseline: [Double], upTo count: Int) {
        self.total = total
        self.baseline = baseline.map { Part($0) }
        known = (0...min(count, 1 << 20)).map { Part((Double($0) + 0.5) / total) }
    }

    func populationStabilityIndex(ofCounts counts: [Int]) -> Double {
        counts.withUnsafeBufferPointer { counts in
            baseline.withUnsafeBufferPointer { baseline in
                known.withUnsafeBufferPointer { known in
                    var sum = 0.0
                    for bin in baseline.indices {
                        let count = counts[bin]
                        let now = count < known.count ? known[count] : Part((Double(count) + 0.5) / total)
                        sum += (now.share - baseline[bin].share) * (now.logarithm - baseline[bin].logarithm)
                    }
                    return sum
                }
            }
        }
    }
}
