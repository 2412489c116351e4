extension [Day] {
    /// The first index whose day is at least `day`; the array is ascending.
    package func firstIndex(from day: Day) -> Int { partitioningIndex { $0 < day } }
}

extension Array {
    /// The first index at which `isBefore` is false; it is true up to there and false from there on.
    package func partitioningIndex(where isBefore: (Element) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if isBefore(self[middle]) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
