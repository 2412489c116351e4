/// Counts by bin of a sample that is drawn from a baseline whose own uncertainty counts: the Dirichlet–multinomial
/// distribution, which is that of Pólya's urn. Exact, in time that hardly depends on the number of rows.
///
/// Independent negative binomial counts with a common odds have this distribution, given their sum. The sum is aimed a
/// little below the rows that are wanted, the rest is drawn row by row from the urn, and a sum too far off is drawn
/// again.
struct PolyaUrn: Sendable {
    private let rows: Int
    private let baseline: RowPlaces
    /// At most so many rows are drawn one by one.
    private let tolerance: Int
    private let laws: [Law]
    /// The tables of all laws, one behind the other.
    private let cumulative: [Double]
    private let guide: [Int32]
    /// The largest count that one draw of the sums gives.
    let usualMaximum: Int

    /// The law of a bin's count before the sum is fixed: where its table is.
    private struct Law: Sendable {
        /// 0 where the baseline has no row.
        var size = 0.0
        var guideStart = 0
        /// From a place in the tables to a count.
        var shift = 0
    }

    /// - Parameters:
    ///   - counts: of the baseline by bin; at least one row.
    ///   - rows: of the sample.
    init(counts: [Int], rows: Int) {
        self.rows = rows
        baseline = RowPlaces(counts: counts)
        let (n, m) = (Double(rows), Double(baseline.rows))
        let deviation = (n * (1 + n / m)).squareRoot()
        tolerance = min(rows, Int((deviation * Double(counts.count)).squareRoot().rounded(.up)))
        let aim = n - Double(tolerance) / 2
        let odds = aim / (aim + m)
        var lawOfShape: [Int: Law] = [0: Law()]
        var (cumulative, guide, largest) = ([Double](), [Int32](), 0)
        for shape in Set(counts).sorted() where shape > 0 {
            let table = NegativeBinomial(shape: shape, odds: odds)
            lawOfShape[shape] = Law(
                size: Double(table.guide.count), guideStart: guide.count, shift: table.first - cumulative.count)
            guide += table.guide.map { Int32($0 + cumulative.count) }
            cumulative += table.cumulative
            largest = max(largest, table.maximum)
        }
        laws = counts.map { lawOfShape[$0] ?? Law() }
        self.cumulative = cumulative
        self.guide = guide
        usualMaximum = largest
    }

    /// - Parameter counts: one for each bin.
    func draw(_ generator: inout SplitMix64, into counts: inout [Int]) {
        var drawn = 0
        repeat {
            drawn = drawSums(&generator, into: &counts)
        } while drawn > rows || drawn < rows - tolerance
        drawRows(drawn, &generator, into: &counts)
    }

    /// Draws independent counts.
    /// - Returns: their sum.
    private func drawSums(_ generator: inout SplitMix64, into counts: inout [Int]) -> Int {
        counts.withUnsafeMutableBufferPointer { counts in
            laws.withUnsafeBufferPointer { laws in
                cumulative.withUnsafeBufferPointer { cumulative in
                    guide.withUnsafeBufferPointer { guide in
                        var sum = 0
                        for bin in laws.indices {
                            let law = laws[bin]
                            guard law.size > 0 else {
                                counts[bin] = 0
                                continue
                            }
                            let u = generator.uniform()
                            var place = Int(guide[law.guideStart + Int(u * law.size)])
                            while cumulative[place] <= u { place += 1 }
                            counts[bin] = place + law.shift
                            sum += counts[bin]
                        }
                        return sum
                    }
                }
            }
        }
    }

    /// Draws the rows that are missing, one by one.
    private func drawRows(_ drawn: Int, _ generator: inout SplitMix64, into counts: inout [Int]) {
        guard drawn < rows else { return }
        let drawnRows = RowPlaces(counts: counts)
        var further: [Int] = []
        further.reserveCapacity(rows - drawn)
        while further.count < rows - drawn {
            // Any row that is in the urn by now: of the baseline, of those drawn by bin, of those drawn one by one.
            let row = generator.index(below: baseline.rows + drawn + further.count)
            let bin =
                row < baseline.rows
                ? baseline.bin(of: row)
                : row < baseline.rows + drawn
                    ? drawnRows.bin(of: row - baseline.rows) : further[row - baseline.rows - drawn]
            further.append(bin)
            counts[bin] += 1
        }
    }
}
