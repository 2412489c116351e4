import Core
import Statistics
import TradingCalendar

/// The series that a diagnosis looks at, with the rows of window and baseline.
struct DiagnosisFrame: Sendable {
    static let minimumValues = 20
    static let maximumWindows = 400

    struct Member: Sendable {
        let series: CheckRule.Series
        let values: TransformedSeries
        let evaluation: DriftEvaluation
        /// True if it is a level that only ever goes one way.
        let isTrending: Bool
    }

    let evidence: SourceEvidence
    let question: DiagnosisQuestion
    let ranges: EvaluationRanges
    /// Level and change of every column.
    private(set) var all: [Member] = []
    /// The series that are diagnosed.
    private(set) var members: [Member] = []
    private(set) var trending: [DriftDiagnosis.Trend] = []
    private(set) var leftOut: [CheckRule.Series] = []

    /// - Throws: ``Refusal`` where no column is numeric, ``TooFewRows`` where there are too few to say anything.
    init(_ evidence: SourceEvidence, _ question: DiagnosisQuestion) throws {
        self.evidence = evidence
        self.question = question
        let timeline = evidence.timeline
        let columns = question.columns.compactMap { name in evidence.columns.first { $0.name == name } }
        guard !columns.isEmpty else { throw Refusal("the source has no numeric column") }
        guard
            let ranges = question.span.ranges(at: timeline.asOfSession, in: timeline, champion: evidence.champion)
        else { throw TooFewRows("there is no window with a baseline before it") }
        self.ranges = ranges
        for column in columns { take(column) }
        guard !members.isEmpty else {
            let fullest = all.map { ($0.series.label, counts(of: $0)) }.max { $0.1.min() ?? 0 < $1.1.min() ?? 0 }
            let most = fullest.map { "; \($0.0), which has the most, has \($0.1[0]) there and \($0.1[1]) in it" } ?? ""
            throw TooFewRows(
                """
                no column has \(DiagnosisFrame.minimumValues) values in the window (\(ranges.window.first) … \
                \(ranges.window.last)) and in its baseline\(most)
                """
            )
        }
    }

    private mutating func take(_ column: Column) {
        let level = CheckRule.Series(column: column.name, transform: .level)
        guard let values = evidence.series(level) else { return }
        let rows = values.values.indices.filter { !values.values[$0].isNaN }
        let trend = LevelTrend(rows.map { values.values[$0] })
        if let trend { trending.append(.init(column: column.name, rankCorrelation: trend.rankCorrelation)) }
        add(level, values, isTrending: trend != nil)
        guard question.hasChanges else { return }
        let isPositive = rows.allSatisfy { values.values[$0] > 0 }
        let change = CheckRule.Series(column: column.name, transform: isPositive ? .logChange : .change)
        if let changes = evidence.series(change) { add(change, changes) }
    }

    private mutating func add(_ series: CheckRule.Series, _ values: TransformedSeries, isTrending: Bool = false) {
        let baseline = evidence.baseline(of: series, by: question.baseline) ?? values
        let evaluation = DriftEvaluation(.psi, of: values, baseline: baseline, in: evidence)
        let member = Member(series: series, values: values, evaluation: evaluation, isTrending: isTrending)
        all.append(member)
        guard !isTrending else { return }
        guard counts(of: member).allSatisfy({ $0 >= DiagnosisFrame.minimumValues }) else {
            return leftOut.append(series)
        }
        members.append(member)
    }

    /// Values in the window, and in its baseline.
    private func counts(of member: Member) -> [Int] {
        [
            member.values.present(ranges.rows).count,
            member.evaluation.baselineSeries.present(ranges.baseline).count,
        ]
    }

    // MARK: - Windows of the past

    /// Sessions between the ends of two windows.
    var step: Int {
        let timeline = evidence.timeline
        let sessions = timeline.days.first.map { timeline.calendar.count(from: $0, through: timeline.asOfSession) } ?? 0
        return max(
            1, question.window / 3, (sessions + DiagnosisFrame.maximumWindows - 1) / DiagnosisFrame.maximumWindows)
    }

    /// Windows like the present one that end so many steps before it, the present one first.
    var windows: [SessionWindow] {
        let timeline = evidence.timeline
        guard let first = timeline.days.first else { return [] }
        var windows: [SessionWindow] = []
        while let end = timeline.calendar.session(-windows.count * step, from: timeline.asOfSession),
            let window = timeline.calendar.window(question.window, endingAt: end), window.count == question.window,
            window.first >= first
        {
            windows.append(window)
        }
        return windows
    }

    func isPositive(_ column: String) -> Bool {
        evidence.series(.init(column: column, transform: .level))?.values.allSatisfy { !($0 <= 0) } ?? false
    }

    /// The last value of a column in a window.
    func last(_ column: String, in window: SessionWindow) -> Double? {
        evidence.series(.init(column: column, transform: .level))?.present(evidence.timeline.rows(of: window)).last
    }
}
