package import Core
import Statistics
import Synchronization
import TradingCalendar

/// Series that checks take from pairs of predictions and labels, each computed once for all instants at which a
/// beginning of the pairs is known.
package final class LedgerSeries: Sendable {
    package let pairs: LedgerPairs
    package let decision: DecisionRule?
    private let errors = Memo<ForecastError, [Double]>()
    private let complete = Memo<ForecastError, Bool>()
    private let hits = Memo<Int, HitCounts>()
    private let decisions = Memo<Int, Decisions>()
    private let sums = Memo<Int, DecisionSums>()
    private let rows = Memo<MetricRows.Metric, MetricRows>()
    private let trials = Memo<ForecastPart, PartTrials>()
    private let ascendingIds = Memo<Int, Bool>()
    private let sizes = Memo<Int, LedgerUnits>()
    private let skills = Memo<SkillQuestion, SkillRows>()
    private let benchmarks: BenchmarkLibrary

    /// - Parameter benchmarks: of the same predictions, where some were computed at another instant already.
    package init(
        _ pairs: LedgerPairs, decision: DecisionRule?, benchmarks: BenchmarkLibrary = BenchmarkLibrary()
    ) {
        self.pairs = pairs
        self.benchmarks = benchmarks
        self.decision = decision
    }

    /// NaN where a pair has none (no σ to divide by).
    func errors(_ error: ForecastError) -> [Double] {
        // Those of the plain error share one.
        let key: ForecastError = error == .mae || error == .bias ? .rmse : error
        return errors.value(key) {
            (0..<pairs.count).map { pair in
                let plain = pairs.mean(pair) - pairs.label(pair)
                // Asked only where it is needed: a ledger may have no σ at all.
                return key == .rmse ? plain : key.term(error: plain, sigma: pairs.number(.sigma, pair))
            }
        }
    }

    func hasAllErrors(_ error: ForecastError) -> Bool {
        complete.value(error) { !errors(error).contains(where: \.isNaN) }
    }

    var decisionSums: DecisionSums {
        sums.value(0) {
            let known = known
            return DecisionSums(kinds: known.kinds, lines: known.lines)
        }
    }

    var hitCounts: HitCounts { hits.value(0) { HitCounts(pairs) } }

    var units: LedgerUnits { sizes.value(0) { LedgerUnits(pairs) } }

    /// The line of a pair's decision; nil where there is none.
    func line(_ pair: Int) -> DecisionLine? { known.line(pair) }

    func lines(_ range: Range<Int>) -> [DecisionLine?] { range.map(known.line) }

    private var known: Decisions { decisions.value(0) { Decisions(pairs, decision) } }

    func benchmark(_ benchmark: SkillBenchmark, featureNames: [String]) -> BenchmarkLibrary.Found {
        benchmarks.benchmark(benchmark, of: pairs, featureNames: featureNames, decision: decision)
    }

    func skill(_ question: SkillQuestion, against benchmark: BenchmarkLibrary.Found) -> SkillRows {
        skills.value(question) {
            SkillRows(question, pairs, lines: { line($0) }, decision: decision, against: benchmark)
        }
    }

    /// The pairs of a range by the ids of their predictions.
    func orderedById(_ range: Range<Int>) -> [Int] {
        func precedes(_ a: Int, _ b: Int) -> Bool { pairs.id(a) < pairs.id(b) }
        let ascends = ascendingIds.value(0) { zip(0..<pairs.count, (0..<pairs.count).dropFirst()).allSatisfy(precedes) }
        return ascends ? Array(range) : range.sorted(by: precedes)
    }

    func rows(of metric: MetricRows.Metric) -> MetricRows {
        rows.value(metric) { MetricRows(metric, of: self, pairs: pairs.count) }
    }

    func trials(of part: ForecastPart) -> PartTrials {
        trials.value(part) { PartTrials(part, of: self, pairs: pairs.count) }
    }

    /// The number of labels with a sign before each pair, and of predictions with the same sign.
    struct HitCounts: Sendable {
        private var judged: [Int32] = [0]
        private var hits: [Int32] = [0]

        init(_ pairs: LedgerPairs) {
            judged.reserveCapacity(pairs.count + 1)
            hits.reserveCapacity(pairs.count + 1)
            for pair in 0..<pairs.count {
                let label = pairs.label(pair)
                let mean = pairs.mean(pair)
                judged.append(judged[pair] + (label == 0 ? 0 : 1))
                // A label of 0 has no sign.
                hits.append(hits[pair] + (label != 0 && mean * (label > 0 ? 1 : -1) > 0 ? 1 : 0))
            }
        }

        /// nil where the label has no sign.
        func isHit(_ pair: Int) -> Bool? {
            judged[pair + 1] == judged[pair] ? nil : hits[pair + 1] > hits[pair]
        }

        func counts(_ range: Range<Int>) -> (hits: Int, judged: Int) {
            (
                Int(hits[range.upperBound] - hits[range.lowerBound]),
                Int(judged[range.upperBound] - judged[range.lowerBound])
            )
        }
    }

    /// The decision on each prediction and its outcome: one of four lines, or none.
    private struct Decisions: Sendable {
        let kinds: [UInt8]
        let lines: [DecisionLine]

        private static let none = UInt8.max

        init(_ pairs: LedgerPairs, _ decision: DecisionRule?) {
            guard let decision else {
                kinds = [UInt8](repeating: Decisions.none, count: pairs.count)
                lines = []
                return
            }
            kinds = (0..<pairs.count).map { pair in
                let probability = pairs.number(decision.signal.part, pair)
                guard !probability.isNaN else { return Decisions.none }
                let acted = decision.actWhen.isBreached(by: probability)
                let event = decision.event.isBreached(by: pairs.simpleReturn(pair))
                return (acted ? 2 : 0) + (event ? 1 : 0)
            }
            lines = [(false, false), (false, true), (true, false), (true, true)].map { acted, event in
                DecisionLine(decision, acted: acted, event: event)
            }
        }

        func line(_ pair: Int) -> DecisionLine? {
            kinds[pair] == Decisions.none ? nil : lines[Int(kinds[pair])]
        }
    }
}

extension DecisionRule.Signal {
    var part: PredictionTable.Part {
        switch self {
        case .probabilityOfEvent: .probabilityOfEvent
        case .probabilityUp: .probabilityUp
        }
    }
}
