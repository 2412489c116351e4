/// An ascending sample that rows enter and leave, for windows that roll over years of history.
///
/// Insertion and removal cost a binary search and a move of memory: for windows of a few thousand rows, faster than a
/// tree.
package struct SortedSample: Sendable {
    package private(set) var values: [Double]

    package init() { values = [] }

    /// - Parameter unsorted: finite values in any order.
    package init(_ unsorted: [Double]) { values = unsorted.sorted() }

    package mutating func insert(_ value: Double) {
        values.insert(value, at: values.lowerBound(of: value))
    }

    /// Lets many values leave and enter in one pass over the sample.
    /// - Parameters:
    ///   - leaving: each an occurrence that is in the sample.
    ///   - entering: any finite values.
    package mutating func replace(_ leaving: [Double], with entering: [Double]) {
        let (leaving, entering) = (leaving.sorted(), entering.sorted())
        var (gone, new) = (0, 0)
        var result: [Double] = []
        result.reserveCapacity(values.count - leaving.count + entering.count)
        for value in values {
            if gone < leaving.count, leaving[gone] == value {
                gone += 1
                continue
            }
            while new < entering.count, entering[new] <= value {
                result.append(entering[new])
                new += 1
            }
            result.append(value)
        }
        precondition(gone == leaving.count, "only a value that is in the sample can leave it")
        result += entering[new...]
        values = result
    }

    /// Removes one occurrence of a value that is in the sample.
    package mutating func remove(_ value: Double) {
        let at = values.lowerBound(of: value)
        precondition(at < values.count && values[at] == value, "only a value that is in the sample can leave it")
        values.remove(at: at)
    }
}

extension [Double] {
    /// The first index whose value is at least `bound`; the array is ascending.
    func lowerBound(of bound: Double) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < bound { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
