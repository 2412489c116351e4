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
    private let surpluses = Memo<ForecastPart, Surpluses>()
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

    func surpluses(of part: ForecastPart) -> Surpluses { surpluses.value(part) { Surpluses(part, self) } }

    /// Outcomes beside their probabilities.
    struct Surpluses: Sendable {
        private let pairs: LedgerPairs
        /// nil where all have the same.
        private let probabilities: PredictionTable.Numbers?
        private let nominal: Double
        /// 1 or 0, and −1 where a pair has no such probability.
        private let outcomes: [Int8]

        fileprivate init(_ part: ForecastPart, _ series: LedgerSeries) {
            pairs = series.pairs
            nominal = part.nominal ?? .nan
            probabilities = part.column.map(series.pairs.predictions.numbers)
            outcomes = (0..<series.pairs.count).map { pair in
                part.trial(pair, of: series).map { $0.happened ? 1 : 0 } ?? -1
            }
        }

        /// By how much outcomes surpass their probabilities, and the variance that these give them.
        struct Sums {
            fileprivate(set) var surplus = 0.0
            fileprivate(set) var variance = 0.0
            fileprivate(set) var count = 0
            /// Those with a pair.
            fileprivate(set) var sessions = 0

            /// Sessions below which their differences say nothing, where some have several pairs.
            static let minimumSessions = 10

            /// True if a session has several pairs.
            var isGrouped: Bool { sessions < count }

            /// Too few sessions to say how much they differ.
            var hasTooFewSessions: Bool { isGrouped && sessions < Sums.minimumSessions }
        }

        /// The sums over some rows. Where a session has several pairs the variance is as many times larger as the
        /// surplus varies more over whole sessions than over independent pairs (Kish's design effect), with Student's
        /// quantile for few of them, and never smaller.
        func sums(_ rows: Range<Int>) -> Sums {
            var sums = Sums()
            var sessions: [(surplus: Double, count: Double)] = []
            var last: Day?
            var squaresOfRows = 0.0
            var range = (least: Double.infinity, most: -Double.infinity)
            for row in rows where outcomes[row] >= 0 {
                let probability = probabilities.map { $0[pairs.row(row)] } ?? nominal
                let surplus = Double(outcomes[row]) - probability
                sums.surplus += surplus
                squaresOfRows += surplus * surplus
                range = (min(range.least, surplus), max(range.most, surplus))
                sums.variance += probability * (1 - probability)
                sums.count += 1
                if pairs.days[row] == last {
                    sessions[sessions.count - 1].surplus += surplus
                    sessions[sessions.count - 1].count += 1
                } else {
                    sessions.append((surplus, 1))
                    last = pairs.days[row]
                }
            }
            sums.sessions = sessions.count
            guard sums.isGrouped, sessions.count > 1 else { return sums }
            let mean = sums.surplus / Double(sums.count)
            let squares = sessions.reduce(0.0) { sum, session in
                let deviation = session.surplus - mean * session.count
                return sum + deviation * deviation
            }
            let k = Double(sessions.count)
            let factor = studentQuantile975(degreesOfFreedom: sessions.count - 1) / NormalDistribution.quantile975
            let n = Double(sums.count)
            // Where nothing varies nothing shows how alike the pairs of a session are; they may be the same.
            let effect =
                range.least < range.most
                ? k / (k - 1) * squares / (squaresOfRows - n * mean * mean)
                : sessions.reduce(0.0) { $0 + $1.count * $1.count } / n
            sums.variance *= max(1, effect * factor * factor)
            return sums
        }
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
