/// p-values adjusted for the number of tests, so that judging them at α keeps the expected share of false discoveries ≤
/// α.
///
/// Source: Benjamini and Hochberg, 1995. Holds for independent or positively dependent tests.
/// - Parameter pValues: 0 ... 1, in any order.
/// - Returns: adjusted values in the same order.
package func benjaminiHochberg(_ pValues: [Double]) -> [Double] {
    let order = pValues.indices.sorted { pValues[$0] > pValues[$1] }
    var adjusted = pValues
    var smallest = 1.0
    for (place, index) in order.enumerated() {
        let rank = pValues.count - place
        smallest = min(smallest, pValues[index] * Double(pValues.count) / Double(rank))
        adjusted[index] = smallest
    }
    return adjusted
}
