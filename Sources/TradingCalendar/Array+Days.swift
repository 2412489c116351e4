// One extension for each type: a generic function would be called through witnesses, at every step of the search.
extension [Day] {
    /// The first index whose day is at least `day`; the days ascend.
    package func firstIndex(from day: Day) -> Int { partitioningIndex { $0 < day } }
}

extension ArraySlice<Day> {
    /// The first index whose day is at least `day`; the days ascend.
    package func firstIndex(from day: Day) -> Int { partitioningIndex { $0 < day } }
}

extension RandomAccessCollection where Index == Int {
    /// The first index at which `isBefore` is false; it is true up to there and false from there on.
    @inlinable
    package func partitioningIndex(where isBefore: (Element) -> Bool) -> Int {
        var low = startIndex
        var high = endIndex
        while low < high {
            let middle = low + (high - low) / 2
            if isBefore(self[middle]) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
