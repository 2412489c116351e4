import Core
import Statistics
import TradingCalendar

/// The change of a line's slope between baseline and window.
struct RelationEvaluation: WindowedEvaluation {
    static let minimumPairs = 10
    static let bootstrap = "relation-bootstrap"

    let method: LineMethod
    let window: RelationPairs
    /// Without the rows that do not belong to a baseline.
    let baseline: RelationPairs
    let timeline: Timeline
    let digest: BaselineDigest
    let span: WindowSpan
    let champion: ChampionHistory?
    private let y: TransformedSeries
    private let x: TransformedSeries
    /// Trials of planted shifts come back to the same few thousand baselines.
    private let baselineSlopes = Memo<Range<Int>, Double?>()
    private var windowSlopes = RollingTheilSen()
    private var rollingBaseline = RollingTheilSen()

    init?(_ evidence: SourceEvidence, _ asked: RuleSubject) {
        guard case .pair(let wantedY, let wantedX) = asked.subject, let y = evidence.series(wantedY),
            let x = evidence.series(wantedX), let pairs = evidence.pairs(y: wantedY, x: wantedX),
            let baseline = evidence.baselinePairs(y: wantedY, x: wantedX, by: asked.rule.baseline)
        else { return nil }
        self.y = y
        self.x = x
        method = asked.rule.fit
        window = pairs
        self.baseline = baseline
        timeline = evidence.timeline
        champion = evidence.champion
        span = WindowSpan(length: asked.rule.window ?? 1, baseline: asked.rule.baseline)
        digest = BaselineDigest(evidence, asked)
    }

    var canPlant: Bool { true }

    func hasValue(_ row: Int) -> Bool { !y.values[row].isNaN && !x.values[row].isNaN }

    mutating func value(_ ranges: EvaluationRanges) -> Double? {
        let positions = window.positions(ranges.rows)
        guard positions.count >= RelationEvaluation.minimumPairs else { return nil }
        let now: Double?
        switch method {
        case .leastSquares: now = LeastSquares.slope(x: window.x[positions], y: window.y[positions])
        case .theilSen:
            guard positions.count <= TheilSen.maximumPairs else { return nil }
            now = windowSlopes.slope(of: positions, x: window.x, y: window.y)
        }
        return now.flatMap { now in baselineSlope(ranges).map { abs(now - $0) } }
    }

    private mutating func baselineSlope(_ ranges: EvaluationRanges) -> Double? {
        let positions = baseline.positions(ranges.baseline)
        guard positions.count >= RelationEvaluation.minimumPairs else { return nil }
        let (method, pairs) = (method, baseline)
        // Taken out while it changes, so that its buckets are changed in place; it moves where the slope is not known yet.
        var rolling = rollingBaseline
        rollingBaseline = RollingTheilSen()
        let slope = baselineSlopes.value(ranges.baseline) {
            switch method {
            case .leastSquares: LeastSquares.slope(x: pairs.x[positions], y: pairs.y[positions])
            case .theilSen:
                positions.count <= TheilSen.maximumPairs ? rolling.slope(of: positions, x: pairs.x, y: pairs.y) : nil
            }
        }
        rollingBaseline = rolling
        return slope
    }

    /// A slope that is larger by `size` from the onset on.
    mutating func planted(_ ranges: EvaluationRanges, _ shift: PlantedShift) -> Double? {
        guard let size = shift.size else { return nil }
        let pairs = shifted(ranges, shift.onset, by: size)
        guard (RelationEvaluation.minimumPairs...TheilSen.maximumPairs).contains(pairs.x.count) else { return nil }
        let now =
            method == .theilSen
            ? TheilSen.slope(x: pairs.x, y: pairs.y) : LeastSquares.slope(x: pairs.x, y: pairs.y)
        return now.flatMap { now in baselineSlope(ranges).map { abs(now - $0) } }
    }

    private func shifted(_ ranges: EvaluationRanges, _ onset: Int, by size: Double) -> RelationPairs.Values {
        let positions = window.positions(ranges.rows)
        let shifted = positions.map {
            window.rows[$0] >= onset ? window.y[$0] + size * window.x[$0] : window.y[$0]
        }
        return (window.x[positions], shifted[...])
    }

    /// Trials ask this for some thousand windows. Where running sums, or counts of slopes, leave no doubt, they answer.
    mutating func isPlanted(_ shift: PlantedShift, _ ranges: EvaluationRanges, above threshold: Double) -> Bool? {
        let quick =
            switch method {
            case .leastSquares: isPlantedBySums(shift, ranges, above: threshold)
            case .theilSen: isPlantedByCounts(shift, ranges, above: threshold)
            }
        return quick ?? planted(ranges, shift).map { $0 > threshold }
    }

    private func isPlantedBySums(_ shift: PlantedShift, _ ranges: EvaluationRanges, above threshold: Double) -> Bool? {
        guard let size = shift.size,
            let before = baseline.approximateSlope(ranges.baseline, onset: ranges.baseline.upperBound, size: 0),
            let now = window.approximateSlope(ranges.rows, onset: shift.onset, size: size),
            abs(abs(now - before) - threshold) > 1e-6 * (abs(now) + abs(before) + abs(threshold))
        else { return nil }
        return abs(now - before) > threshold
    }

    private mutating func isPlantedByCounts(
        _ shift: PlantedShift, _ ranges: EvaluationRanges, above threshold: Double
    ) -> Bool? {
        guard let size = shift.size, let before = baselineSlope(ranges) else { return nil }
        let pairs = shifted(ranges, shift.onset, by: size)
        guard (RelationEvaluation.minimumPairs...TheilSen.maximumPairs).contains(pairs.x.count) else { return nil }
        switch TheilSen.isSlope(x: pairs.x, y: pairs.y, above: before + threshold) {
        case nil: return nil
        case true?: return true
        case false?: return TheilSen.isSlope(x: pairs.x, y: pairs.y, above: before - threshold).map { !$0 }
        }
    }

    /// Two standard deviations of the slope's change over the reference (of which only the size is known: the root mean
    /// square).
    func plantedSize(history: [Double]) -> Double? {
        guard !history.isEmpty else { return nil }
        return 2 * (history.reduce(0) { $0 + $1 * $1 } / Double(history.count)).squareRoot()
    }

    /// The line through the pairs of a window, nil where there is none.
    func line(_ rows: Range<Int>) -> FittedLine? { line(through: window.values(rows)) }

    func baselineLine(_ ranges: EvaluationRanges) -> FittedLine? { line(through: baseline.values(ranges.baseline)) }

    func line(through pairs: RelationPairs.Values) -> FittedLine? {
        guard method == .leastSquares || pairs.x.count <= TheilSen.maximumPairs else { return nil }
        return FittedLine(x: Array(pairs.x), y: Array(pairs.y), by: method)
    }
}
