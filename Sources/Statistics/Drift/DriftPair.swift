/// A current sample beside its baseline, both ascending.
///
/// Categories are passed as numbers (their codes): equal code, equal category.
package struct DriftPair: Sendable {
    package let current: [Double]
    package let baseline: [Double]
    package let categorical: Bool
    /// Rows without a value, when they are to be compared as a bin of their own.
    package let nulls: Nulls?

    package struct Nulls: Equatable, Sendable {
        package let current: Int
        package let baseline: Int
        package init(current: Int, baseline: Int) {
            self.current = current
            self.baseline = baseline
        }
    }

    /// - Parameters:
    ///   - current: ascending.
    ///   - baseline: ascending.
    package init(current: [Double], baseline: [Double], categorical: Bool = false, nulls: Nulls? = nil) {
        self.current = current
        self.baseline = baseline
        self.categorical = categorical
        self.nulls = nulls
    }

    /// Rows that the measures compare.
    package var sizes: (current: Int, baseline: Int) {
        (current.count + (nulls?.current ?? 0), baseline.count + (nulls?.baseline ?? 0))
    }

    /// Neither side varies and both hold the same value: nothing has changed, whatever the sample sizes.
    package var isUnchangedConstant: Bool {
        guard let value = baseline.first, baseline.last == value, current.first == value, current.last == value else {
            return false
        }
        return nulls.map { $0.current == 0 && $0.baseline == 0 } ?? true
    }

    /// Counts in the baseline's quantile bins, or for categories one bin per category of the baseline and a last one
    /// for categories never seen there; with a further bin for nulls where asked for.
    package func binCounts() -> BinCounts {
        var now: [Int]
        var then: [Int]
        var edges: [Double]?
        if categorical {
            let counted = counts()
            let known = counted.baseline.indices.filter { counted.baseline[$0] > 0 }
            then = known.map { counted.baseline[$0] } + [0]
            now = known.map { counted.current[$0] }
            now.append(current.count - now.reduce(0, +))
        } else if baseline.isEmpty {
            (now, then) = ([current.count], [0])
        } else {
            let bins = QuantileBins(sortedBaseline: baseline)
            (now, then) = (bins.counts(ofSorted: current), bins.counts(ofSorted: baseline))
            edges = bins.edges
        }
        if let nulls {
            now.append(nulls.current)
            then.append(nulls.baseline)
        }
        return BinCounts(current: now, baseline: then, edges: edges)
    }

    /// Counts per distinct value of either side.
    package func categories() -> CategoryCounts {
        let counted = counts()
        return CategoryCounts(current: counted.current, baseline: counted.baseline)
    }

    /// The codes of the categories of either side, ascending, as ``categories()`` counts them.
    package var categoryCodes: [Double] { counts().values }

    private func counts() -> (current: [Int], baseline: [Int], values: [Double]) {
        var (now, then, values) = ([Int](), [Int](), [Double]())
        var (i, j) = (0, 0)
        while i < current.count || j < baseline.count {
            let value =
                i < current.count ? (j < baseline.count ? min(current[i], baseline[j]) : current[i]) : baseline[j]
            let (startI, startJ) = (i, j)
            while i < current.count, current[i] == value { i += 1 }
            while j < baseline.count, baseline[j] == value { j += 1 }
            now.append(i - startI)
            then.append(j - startJ)
            values.append(value)
        }
        return (now, then, values)
    }
}
