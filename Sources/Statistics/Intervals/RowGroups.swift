extension Array where Element: Equatable {
    /// The numbers of equal neighbours, run after run; nil where no two are.
    package var runLengths: [Int]? {
        var lengths: [Int] = []
        var last: Element?
        for element in self {
            if element == last { lengths[lengths.count - 1] += 1 } else { lengths.append(1) }
            last = element
        }
        return lengths.count == count ? nil : lengths
    }
}

extension Array where Element: AdditiveArithmetic {
    /// The sum of each group of neighbours.
    /// - Parameter sizes: how many each group has; all of them together as many as there are.
    package func sums(ofGroups sizes: [Int]) -> [Element] {
        var start = startIndex
        return sizes.map { size in
            defer { start += size }
            return self[start..<start + size].reduce(.zero, +)
        }
    }
}
