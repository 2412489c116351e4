/// The rows of a window and of its baseline in one ascending sample, which can be divided anew without sorting again.
struct PooledSample: Sendable {
    private let ascending: [Double]
    /// The place of each of ``ascending`` among the rows.
    private let places: [Int]
    private let nullPlaces: [Int]
    private let categorical: Bool
    private let comparesNulls: Bool

    /// - Parameters:
    ///   - rows: in their order; not a number where a row has no value.
    ///   - comparesNulls: whether rows without a value are compared too.
    init(rows: [Double], categorical: Bool = false, comparesNulls: Bool = false) {
        places = rows.indices.filter { !rows[$0].isNaN }.sorted { (rows[$0], $0) < (rows[$1], $1) }
        nullPlaces = rows.indices.filter { rows[$0].isNaN }
        ascending = places.map { rows[$0] }
        self.categorical = categorical
        self.comparesNulls = comparesNulls
    }

    /// - Parameter isCurrent: of each place, whether its row is one of the window.
    func pair(isCurrent: [Bool]) -> DriftPair {
        var (current, baseline) = ([Double](), [Double]())
        current.reserveCapacity(ascending.count)
        baseline.reserveCapacity(ascending.count)
        for (rank, place) in places.enumerated() {
            if isCurrent[place] { current.append(ascending[rank]) } else { baseline.append(ascending[rank]) }
        }
        let nulls = nullPlaces.count { isCurrent[$0] }
        return DriftPair(
            current: current, baseline: baseline, categorical: categorical,
            nulls: comparesNulls ? .init(current: nulls, baseline: nullPlaces.count - nulls) : nil)
    }
}

extension DriftMeasure {
    /// Beyond so many rows of both sides a null by resampling would take seconds.
    package static let maximumResampledRows = 20_000

    /// True if a resampled value is as large as the observed one, but for rounding. A distance that is not defined, per
    /// deviation of a sample that does not vary, is larger than any.
    static func isReached(_ observed: Double, by value: Double?) -> Bool {
        value.map { $0 >= observed - 1e-12 * abs(observed) } ?? true
    }
}
