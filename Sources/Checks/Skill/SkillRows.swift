import Core
import Statistics
import TradingCalendar

/// By how much a benchmark lost more than the model on each pair.
struct SkillRows: Sendable {
    /// The loss on each pair; NaN where it is not compared.
    let modelLosses: [Double]
    let benchmarkLosses: [Double]
    let omissions: [SkillOmission?]
    /// The differences of the pairs that are compared, benchmark − model, sessions with several of them together.
    let differences: SessionRows
    /// Before each pair, the number of those that are compared.
    private let compared: [Int32]
    /// Before each compared pair, the number of sessions; nil where each has one.
    private let sessions: [Int32]?

    init(
        _ question: SkillQuestion, _ pairs: LedgerPairs, lines: (Int) -> DecisionLine?, decision: DecisionRule?,
        against benchmark: BenchmarkLibrary.Found
    ) {
        let all = (0..<pairs.count).map { pair in
            SkillLosses(
                question.score, SkillLosses.Pair(pairs, pair, line: lines(pair)), decision: decision,
                against: benchmark)
        }
        let omissions = all.map(\.omission)
        var compared: [Int32] = [0]
        compared.reserveCapacity(pairs.count + 1)
        for omission in omissions { compared.append(compared[compared.count - 1] + (omission == nil ? 1 : 0)) }
        let rows = omissions.indices.filter { omissions[$0] == nil }
        let groups = rows.map { pairs.days[$0] }.runLengths
        sessions = groups.map { groups in
            [0]
                + groups.enumerated().flatMap { session, count in
                    [Int32](repeating: Int32(session + 1), count: count)
                }
        }
        differences = SessionRows(rows.map { all[$0].benchmark - all[$0].model }, groups: groups)
        modelLosses = all.map(\.model)
        benchmarkLosses = all.map(\.benchmark)
        self.omissions = omissions
        self.compared = compared
    }

    /// The number of compared pairs among some.
    func count(_ rows: Range<Int>) -> Int { Int(compared[rows.upperBound] - compared[rows.lowerBound]) }

    /// The sessions of ``differences`` that some pairs lie in. The pairs of a session are never split.
    func sessions(_ rows: Range<Int>) -> Range<Int> {
        let first = Int(compared[rows.lowerBound])
        let last = Int(compared[rows.upperBound])
        guard let sessions else { return first..<last }
        return Int(sessions[first])..<Int(sessions[last])
    }
}
