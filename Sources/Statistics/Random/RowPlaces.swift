/// The bins of rows that lie bin by bin: which one a row is in.
struct RowPlaces: Sendable {
    /// One past the last row of each bin.
    private let ends: [Int]
    /// The bin of the first of every 2^shift rows, from which a row's own is a few steps away.
    private let guide: [Int32]
    private let shift: Int

    var rows: Int { ends.last ?? 0 }

    init(counts: [Int]) {
        let ends = [Int](unsafeUninitializedCapacity: counts.count) { ends, initialized in
            var end = 0
            for bin in counts.indices {
                end += counts[bin]
                ends.initializeElement(at: bin, to: end)
            }
            initialized = counts.count
        }
        let rows = ends.last ?? 0
        // Coarse, since it is made for each draw and asked a few hundred times.
        var shift = 0
        while rows >> shift > counts.count / 8 + 1 { shift += 1 }
        var guide: [Int32] = []
        guide.reserveCapacity(rows >> shift + 1)
        var (bin, row) = (0, 0)
        while row < rows {
            while ends[bin] <= row { bin += 1 }
            guide.append(Int32(bin))
            row += 1 << shift
        }
        self.ends = ends
        self.guide = guide
        self.shift = shift
    }

    /// - Parameter row: below ``rows``.
    @inline(__always)
    func bin(of row: Int) -> Int {
        var bin = Int(guide[row >> shift])
        while ends[bin] <= row { bin += 1 }
        return bin
    }
}
