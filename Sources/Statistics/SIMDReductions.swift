/// Passes over long runs of numbers, eight at a time.
package enum SIMDReductions {
    private typealias Lane = SIMD8<Double>

    /// The number of values that are at least `bound`.
    package static func count(of values: UnsafeBufferPointer<Double>, atLeast bound: Double) -> Int {
        var counts = SIMD8<Int64>.zero
        let bounds = Lane(repeating: bound)
        let rest = forEachLane(values) { lane in
            counts &+= SIMD8<Int64>.zero.replacing(with: 1, where: lane .>= bounds)
        }
        var count = Int(counts.wrappedSum())
        for value in values[rest...] where value >= bound { count += 1 }
        return count
    }

    /// Smallest and largest value; nil for none.
    package static func range(of values: UnsafeBufferPointer<Double>) -> ClosedRange<Double>? {
        guard let first = values.first else { return nil }
        var low = Lane(repeating: first)
        var high = low
        let rest = forEachLane(values) { lane in
            low.replace(with: lane, where: lane .< low)
            high.replace(with: lane, where: lane .> high)
        }
        var range = (low.min(), high.max())
        for value in values[rest...] { range = (min(range.0, value), max(range.1, value)) }
        return range.0...range.1
    }

    /// Σ (x − shift), in a fixed order of addition.
    static func sum(of values: UnsafeBufferPointer<Double>, shiftedBy shift: Double) -> Double {
        var sums = Lane.zero
        let shifts = Lane(repeating: shift)
        let rest = forEachLane(values) { lane in sums += lane - shifts }
        return values[rest...].reduce(sums.sum()) { $0 + ($1 - shift) }
    }

    /// Σ d² and Σ d with d = (x − high) − low, in a fixed order of addition.
    static func deviations(
        of values: UnsafeBufferPointer<Double>, high: Double, low: Double
    ) -> (squares: Double, residue: Double) {
        var squares = Lane.zero
        var residue = Lane.zero
        let (highs, lows) = (Lane(repeating: high), Lane(repeating: low))
        let rest = forEachLane(values) { lane in
            let deviation = (lane - highs) - lows
            squares += deviation * deviation
            residue += deviation
        }
        var result = (squares.sum(), residue.sum())
        for value in values[rest...] {
            let deviation = (value - high) - low
            result = (result.0 + deviation * deviation, result.1 + deviation)
        }
        return result
    }

    /// - Returns: where the values that fill no lane begin.
    @inline(__always)
    private static func forEachLane(_ values: UnsafeBufferPointer<Double>, _ body: (Lane) -> Void) -> Int {
        let whole = values.count / Lane.scalarCount * Lane.scalarCount
        let raw = UnsafeRawBufferPointer(values)
        for at in stride(from: 0, to: whole * MemoryLayout<Double>.stride, by: MemoryLayout<Lane>.stride) {
            body(raw.loadUnaligned(fromByteOffset: at, as: Lane.self))
        }
        return whole
    }
}
