/// The median slope of a window of pairs that rolls forward, exactly that of ``TheilSen/slope(x:y:)``.
///
/// Only the slopes around the median are kept, and the number that lie below them. A pair that enters or leaves
/// changes n slopes, most of which are only counted; once the median has left the kept ones, all are made anew.
package struct RollingTheilSen: Sendable {
    private var rows = 0..<0
    private var total = 0
    private var below = 0
    private var undefined = 0
    private var band = SlopeBand()

    package init() {}

    /// - Parameters:
    ///   - next: a range of the pairs, at most ``TheilSen/maximumPairs`` long.
    ///   - x: of all pairs, the same at each call.
    ///   - y: as x.
    package mutating func slope(of next: Range<Int>, x: [Double], y: [Double]) -> Double? {
        let isFar = next.lowerBound < rows.lowerBound || next.upperBound < rows.upperBound
        let moves = next.lowerBound - rows.lowerBound + next.upperBound - rows.upperBound
        if isFar || next.lowerBound >= rows.upperBound || moves > next.count / 4 {
            rebuild(next, x: x, y: y)
        } else {
            for row in rows.lowerBound..<next.lowerBound {
                count(row, with: row + 1..<rows.upperBound, x: x, y: y, sign: -1)
            }
            for row in rows.upperBound..<next.upperBound {
                count(row, with: next.lowerBound..<row, x: x, y: y, sign: 1)
            }
            rows = next
        }
        guard total > 0, undefined == 0 else { return nil }
        if let median { return median }
        rebuild(next, x: x, y: y)
        return median ?? TheilSen.slope(x: x[next], y: y[next])
    }

    /// Type 7, as everywhere; nil where the band does not hold it.
    private var median: Double? {
        guard let low = band.value(atRank: (total - 1) / 2 - below), let high = band.value(atRank: total / 2 - below)
        else { return nil }
        return low + 0.5 * (high - low)
    }

    private mutating func count(_ row: Int, with others: Range<Int>, x: [Double], y: [Double], sign: Int) {
        x.withUnsafeBufferPointer { x in
            y.withUnsafeBufferPointer { y in
                let (atX, atY) = (x[row], y[row])
                var (slopes, smaller, broken) = (0, 0, 0)
                for other in others where x[other] != atX {
                    let slope = (y[other] - atY) / (x[other] - atX)
                    slopes += 1
                    if !slope.isFinite {
                        broken += 1
                    } else if slope < band.low {
                        smaller += 1
                    } else if slope <= band.high {
                        if sign > 0 { band.insert(slope) } else { band.remove(slope) }
                    }
                }
                total += sign * slopes
                below += sign * smaller
                undefined += sign * broken
            }
        }
    }

    private mutating func rebuild(_ next: Range<Int>, x: [Double], y: [Double]) {
        let slopes = TheilSen.slopes(x: x[next], y: y[next])
        rows = next
        total = slopes.count
        let finite = slopes.filter(\.isFinite)
        undefined = total - finite.count
        band = SlopeBand(around: finite)
        below = finite.count { $0 < band.low }
    }
}

/// The slopes between two bounds, in buckets of equal width: cheap to change, and to ask for a rank.
private struct SlopeBand: Sendable {
    /// Nothing lies between the bounds of an empty band.
    let low: Double
    let high: Double
    private let scale: Double
    private var buckets: [[Double]]

    private static let bucketCount = 256
    /// The share of all slopes that lies on either side of the median.
    private static let reach = 0.06

    init() {
        low = .infinity
        high = -.infinity
        scale = 0
        buckets = []
    }

    /// - Parameter slopes: finite, in any order.
    init(around slopes: [Double]) {
        let bounds =
            slopes.isEmpty
            ? [.infinity, -.infinity] : quantiles([0.5 - SlopeBand.reach, 0.5 + SlopeBand.reach], of: slopes)
        low = bounds[0]
        high = bounds[1]
        let perUnit = Double(SlopeBand.bucketCount) / (bounds[1] - bounds[0])
        scale = perUnit.isFinite && perUnit > 0 ? perUnit : 0
        buckets = [[Double]](repeating: [], count: SlopeBand.bucketCount)
        for slope in slopes where slope >= low && slope <= high { insert(slope) }
    }

    private func bucket(of slope: Double) -> Int {
        let place = (slope - low) * scale
        // Also of what is not a number, where the band is wider than a number holds.
        return place < Double(SlopeBand.bucketCount) ? Int(place) : SlopeBand.bucketCount - 1
    }

    mutating func insert(_ slope: Double) { buckets[bucket(of: slope)].append(slope) }

    mutating func remove(_ slope: Double) {
        let bucket = bucket(of: slope)
        guard let place = buckets[bucket].firstIndex(of: slope) else {
            preconditionFailure("only a slope that is in the band can leave it")
        }
        buckets[bucket].swapAt(place, buckets[bucket].count - 1)
        buckets[bucket].removeLast()
    }

    func value(atRank rank: Int) -> Double? {
        guard rank >= 0 else { return nil }
        var rank = rank
        for bucket in buckets {
            if rank < bucket.count { return bucket.sorted()[rank] }
            rank -= bucket.count
        }
        return nil
    }
}
