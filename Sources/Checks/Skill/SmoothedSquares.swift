/// The exponentially weighted mean square of labels in their order, begun at the first square, as labels become known
/// and change.
///
/// v = 0.94·v + 0.06·y², as in RiskMetrics (1996).
struct SmoothedSquares {
    static let decay = 0.94
    /// With fewer labels too much of it is the first square, which may be next to nothing. With as many that has 2 % of
    /// the weight.
    static let warmUp = 63

    private var squares = RowSeries()
    /// Up to each label.
    private var means: [Double] = []

    /// Up to the last label; nil before it means anything.
    var last: Double? { means.count >= SmoothedSquares.warmUp ? means.last : nil }

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
        // A change is forgotten after some hundreds of labels, to the last bit.
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
