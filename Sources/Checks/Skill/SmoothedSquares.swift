/// The exponentially weighted mean square of labels in their order, begun at the first square, as labels become known
/// and change.
///
/// v = 0.94·v + 0.06·y², as in RiskMetrics (1996).
struct SmoothedSquares {
    static let decay = 0.94

    private var squares = RowSeries()
    /// Up to each label.
    private var means: [Double] = []

    /// nil before the first label.
    var last: Double? { means.last }

    /// - Parameter label: nil where there is none any more.
    mutating func set(_ label: Double?, row: Int) {
        let first: Int
        switch squares.set(label.map { $0 * $0 }, row: row) {
        case nil: return
        case .replaced(let place)?: first = place
        case .inserted(let place)?:
            means.insert(.nan, at: place)
            first = place
        case .removed(let place)?:
            means.remove(at: place)
            first = place
        }
        // What changed long ago is forgotten after some hundreds of labels, to the last bit.
        for place in first..<means.count {
            let square = squares.values[place]
            let mean =
                place == 0
                ? square : SmoothedSquares.decay * means[place - 1] + (1 - SmoothedSquares.decay) * square
            if place > first, means[place] == mean { break }
            means[place] = mean
        }
    }
}
