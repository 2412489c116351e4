import Core
import Statistics
import TradingCalendar

/// The power of a threshold, tried on shifts that are planted into the history.
extension RuleEvaluator {
    static let plantedTrials = 1_000

    /// The share of seeded trials in which a shift of two standard deviations, planted at a random session of the
    /// history, passes the threshold within one window; nil where no shift can be planted.
    ///
    /// Nothing but the reference seeds the trials, so that their outcome does not change from day to day.
    /// - Parameter deciding: a share; where it is given, no trial is made once it is clear whether it is reached, and the
    ///   result only says that.
    func plantedShiftDetection(
        history: RuleHistory, threshold: Double, deciding: Double? = nil, key: SeriesKey
    ) -> Double? {
        guard evaluation.canPlant, let length = rule.window, history.sessions.count > length else { return nil }
        let trials = RuleEvaluator.plantedTrials
        var generator = key.generator(referenceFrom: history.sessions[0], purpose: "planted-shift")
        var draws: [Int: Int] = [:]
        for _ in 0..<trials { draws[generator.index(below: history.sessions.count - length), default: 0] += 1 }
        var trial = PlantedTrial(self, history, length: length, threshold: threshold)
        let wanted = deciding.map { Int(($0 * Double(trials)).rounded(.up)) }
        var (caught, missed) = (0, 0)
        // In their order, so that a baseline moves on from one trial to the next.
        for (start, count) in draws.sorted(by: { $0.key < $1.key }) {
            if trial.isCaught(from: start) { caught += count } else { missed += count }
            if let wanted, caught >= wanted || missed > trials - wanted { break }
        }
        return Double(caught) / Double(trials)
    }
}

/// One rule on the windows that follow a planted shift.
private struct PlantedTrial {
    private let evaluator: RuleEvaluator
    private let history: RuleHistory
    private let length: Int
    private let threshold: Double
    private let size: Double?
    private let known: RuleEvaluator.KnownRanges?
    private var evaluation: any WindowedEvaluation

    init(_ evaluator: RuleEvaluator, _ history: RuleHistory, length: Int, threshold: Double) {
        self.evaluator = evaluator
        self.history = history
        self.length = length
        self.threshold = threshold
        evaluation = evaluator.evaluation
        size = evaluation.plantedSize(history: history.values.compactMap { $0 })
        known = evaluator.knownRanges(of: history)
    }

    /// True if as many sessions in a row as `for:` says pass the threshold within one window of the onset.
    mutating func isCaught(from start: Int) -> Bool {
        let consecutive = evaluator.rule.consecutive
        let shift = PlantedShift(
            onset: evaluator.timeline.days.firstIndex(from: history.sessions[start]), size: size)
        let end = start + length
        // The window that holds nothing but the shift is the likeliest to show it.
        return passes(max(start, end - consecutive)..<end, shift) || passes(start..<end, shift)
    }

    private mutating func passes(_ places: Range<Int>, _ shift: PlantedShift) -> Bool {
        var count = ConsecutiveCount()
        for place in places {
            guard let ranges = known?[place] ?? evaluator.ranges(at: history.sessions[place]) else { continue }
            count.record(evaluation.isPlanted(shift, ranges, above: threshold))
            if count.count >= evaluator.rule.consecutive { return true }
        }
        return false
    }
}
