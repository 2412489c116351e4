import Core
import Foundation
import Statistics
import TradingCalendar

/// A model's skill over the pairs of a window: the mean by which a benchmark loses more than it.
struct SkillEvaluation: WindowedEvaluation {
    static let minimumPairs = 63

    private let question: SkillQuestion
    private let evidence: LedgerEvidence
    private let benchmark: BenchmarkLibrary.Found
    private let rows: SkillRows

    init(_ evidence: LedgerEvidence, _ question: SkillQuestion) {
        self.question = question
        self.evidence = evidence
        benchmark = evidence.series.benchmark(question.benchmark, featureNames: evidence.ledger.featureNames)
        rows = evidence.series.skill(question, against: benchmark)
    }

    func value(_ ranges: EvaluationRanges) -> Double? {
        rows.count(ranges.rows) >= SkillEvaluation.minimumPairs
            ? rows.differences.mean(rows.sessions(ranges.rows)) : nil
    }

    func hasValue(_ row: Int) -> Bool { rows.omissions[row] == nil }

    func measured(_ ranges: EvaluationRanges, in context: EvaluationContext) -> MeasuredValue {
        if case .failure(let reason) = benchmark {
            return MeasuredValue(absent: .failed(reason), sample: 0, window: ranges.window)
        }
        if question.score == .value, let undecidable = evidence.undecidable(ranges) { return undecidable }
        let count = rows.count(ranges.rows)
        guard count > 0 else {
            return MeasuredValue(absent: .noData(reasonForNone(ranges)), sample: 0, window: ranges.window)
        }
        let sessions = rows.sessions(ranges.rows)
        var measurement = MeasuredValue(
            value: rows.differences.mean(sessions), sample: count, window: ranges.window)
        measurement.minimumSample = SkillEvaluation.minimumPairs
        var details = details(ranges)
        if context.wantsInterval, count >= SkillEvaluation.minimumPairs,
            let tested = tested(ranges.rows, sessions)
        {
            details.horizon = tested.horizon
            details.test = tested.test
            measurement.interval = tested.interval
        }
        measurement.details = .skill(details)
        return measurement
    }

    private func reasonForNone(_ ranges: EvaluationRanges) -> String {
        let reasons = leftOut(ranges.rows).sorted { $0.key < $1.key }.map { "\($0.value) × \($0.key)" }
        return
            "no pair of the window can be compared with \(question.benchmark.text): \(reasons.joined(separator: "; "))"
    }

    private func leftOut(_ rows: Range<Int>) -> [String: Int] {
        Dictionary(rows.compactMap { self.rows.omissions[$0].map { ($0.text, 1) } }, uniquingKeysWith: +)
    }

    private func details(_ ranges: EvaluationRanges) -> SkillDetails {
        var details = SkillDetails(score: question.score.rawValue, against: question.benchmark.text)
        let compared = ranges.rows.filter { rows.omissions[$0] == nil }
        func mean(_ losses: [Double]) -> Double { compared.reduce(0) { $0 + losses[$1] } / Double(compared.count) }
        details.modelLoss = mean(rows.modelLosses)
        details.benchmarkLoss = mean(rows.benchmarkLosses)
        details.leftOut = leftOut(ranges.rows)
        if case .forecasts(let forecasts) = benchmark, let last = compared.last {
            details.forecast = forecasts.evidence(evidence.ledger.pairs, last)
        }
        return details
    }

    /// The test of Diebold and Mariano with the standard error that survives dependence, corrected for the horizon as by
    /// Harvey, Leybourne and Newbold; nil where nothing varies, or the window is too short for the horizon.
    private func tested(
        _ pairs: Range<Int>, _ sessions: Range<Int>
    ) -> (test: SkillDetails.Test, interval: ClosedRange<Double>, horizon: Int)? {
        guard let found = MeanInterval(.real, of: rows.differences, in: sessions), found.error.standardError > 0
        else { return nil }
        let horizon = horizon(pairs)
        let (n, h) = (Double(sessions.count), Double(horizon))
        let correction = (n + 1 - 2 * h + h * (h - 1) / n) / n
        guard correction > 0 else { return nil }
        let standardError = found.error.standardError / correction.squareRoot()
        let student = StudentDistribution(degreesOfFreedom: found.error.degreesOfFreedom)
        let statistic = found.mean / standardError
        let reach = student.quantile(0.975) * standardError
        guard (found.mean - reach).isFinite, (found.mean + reach).isFinite else { return nil }
        let test = SkillDetails.Test(
            statistic: statistic, degreesOfFreedom: found.error.degreesOfFreedom,
            pValue: 2 * student.upperTail(abs(statistic)), standardError: standardError,
            isFromHistory: found.error.source != .window)
        return (test, found.mean - reach...found.mean + reach, horizon)
    }

    /// The most sessions from a prediction to its label.
    private func horizon(_ pairs: Range<Int>) -> Int {
        let ledger = evidence.ledger.pairs
        let calendar = evidence.timeline.calendar
        return pairs.reduce(1) { most, pair in
            guard rows.omissions[pair] == nil else { return most }
            let made = ledger.predictions.sessions[ledger.row(pair)]
            return max(most, calendar.count(from: made, through: ledger.days[pair]) - 1)
        }
    }
}

extension BenchmarkForecasts {
    fileprivate func evidence(_ pairs: LedgerPairs, _ pair: Int) -> SkillDetails.Forecast {
        let row = pairs.row(pair)
        func known(_ number: Double) -> Double? { number.isNaN ? nil : number }
        return SkillDetails.Forecast(
            session: pairs.predictions.sessions[row], mean: means[row], sigma: known(sigmas[row]),
            factor: factors.isEmpty ? nil : known(factors[row]))
    }
}
