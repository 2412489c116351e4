import Core
package import Statistics
package import TradingCalendar

/// The changes in a source: since when, whether something like it happened before, and whether relations hold.
///
/// Describes and does not judge: nothing of it is a verdict. What it computes is in the guide of runbooks.
package struct DriftDiagnosis: Sendable {
    /// A level that only ever goes one way, of which only the changes are looked at.
    package struct Trend: Equatable, Sendable {
        package let column: String
        /// Spearman's, of value and place in time.
        package let rankCorrelation: Double
    }

    /// The distance of one series from its baseline.
    package struct Feature: Sendable {
        package let series: CheckRule.Series
        /// Wasserstein distance in standard deviations of the baseline; nil where that does not vary, or squares are
        /// beyond what a number holds.
        package let distance: Double?
        package let psi: Double
        /// Its expected value if nothing had changed, for independent rows.
        package let byChance: Double
        /// The share of the sum over all series, 0 … 1.
        package let share: Double
        package let sample: Int
        package let baselineSample: Int
        package let bins: [Bin]
        /// Smallest and largest value of the baseline.
        package let baselineRange: ClosedRange<Double>
        /// Values of the window outside of it.
        package let outside: Int
        /// The standard deviation now over that of the baseline; nil where the baseline does not vary, or squares are
        /// beyond what a number holds.
        package let spreadRatio: Double?
        /// The share of past windows that were at least as far from theirs; nil where the baseline does not move along.
        package let historyShare: Double?
        package let historyWindows: Int
        package let change: ChangePoint?
    }

    package struct Bin: Equatable, Sendable {
        /// nil where it is open.
        package let from: Double?
        package let to: Double?
        package let now: Int
        package let then: Int
        package let contribution: Double
    }

    /// Where a series most likely changed its level, or its size of change.
    package struct ChangePoint: Sendable {
        package let session: Day
        package let medianBefore: Double
        package let medianAfter: Double
        /// In standard deviations of independent rows.
        package let statistic: Double
        package let rows: Int
    }

    /// The same relation in the window, before it, and when it was most like it.
    package struct Relation: Sendable {
        package let check: String
        package let label: String
        package let window: FittedLine?
        package let baseline: FittedLine?
        package let similar: FittedLine?
    }

    package let source: String
    package let question: DiagnosisQuestion
    package let window: SessionWindow
    /// First and last session of the baseline's rows.
    package let baseline: ClosedRange<Day>
    package let trending: [Trend]
    /// Series with too few values.
    package let leftOut: [CheckRule.Series]
    /// In the order of the columns.
    package let features: [Feature]
    package let similarity: Similarity
    package let relations: [Relation]

    /// - Throws: ``Refusal`` where no column is numeric, ``TooFewRows`` where there are too few to say anything.
    package init(_ evidence: SourceEvidence, _ question: DiagnosisQuestion) throws {
        let frame = try DiagnosisFrame(evidence, question)
        let timeline = evidence.timeline
        let rows = frame.ranges.baseline
        guard let first = rows.first, let last = rows.last else { throw TooFewRows("the baseline has no row") }
        source = evidence.name
        self.question = question
        window = frame.ranges.window
        baseline = timeline.days[first]...timeline.days[last]
        trending = frame.trending
        leftOut = frame.leftOut
        features = frame.features
        similarity = Similarity(frame)
        let nearest = similarity.periods.first?.window
        relations = question.relations.flatMap { rule in
            rule.subjects.compactMap { subject in
                DriftDiagnosis.relation(RuleSubject(rule: rule, subject: subject), in: frame, nearest: nearest)
            }
        }
    }

    /// The least usual first, then the farthest; last those of which nothing is known to be usual.
    package var ranked: [Feature] {
        features.enumerated().sorted { a, b in
            let keys = [a, b].map { ($0.element.historyShare ?? 1, -($0.element.distance ?? 0), $0.offset) }
            return keys[0] < keys[1]
        }.map(\.element)
    }

    private static func relation(
        _ asked: RuleSubject, in frame: DiagnosisFrame, nearest: SessionWindow?
    ) -> Relation? {
        guard let evaluation = RelationEvaluation(frame.evidence, asked) else { return nil }
        return Relation(
            check: asked.rule.name, label: asked.rule.label(of: asked.subject),
            window: evaluation.line(frame.ranges.rows), baseline: evaluation.baselineLine(frame.ranges),
            similar: nearest.flatMap { evaluation.line(frame.evidence.timeline.rows(of: $0)) })
    }
}

extension DiagnosisFrame {
    fileprivate var features: [DriftDiagnosis.Feature] {
        var pairs: [(Member, DriftPair)] = []
        for member in members {
            var evaluation = member.evaluation
            pairs.append((member, evaluation.pair(ranges)))
        }
        let binned = pairs.map { DriftComparison($0.1, by: .psi) }
        let values = binned.map { $0.value() ?? 0 }
        let total = values.reduce(0, +)
        return pairs.indices.map { place in
            let ((member, pair), psi) = (pairs[place], values[place])
            let distance = DriftComparison(pair, by: .wasserstein).value()
            let history = distance == nil ? [] : history(member)
            let range = (pair.baseline.first ?? 0)...(pair.baseline.last ?? 0)
            let spreads = [pair.current, pair.baseline].map { Moments(of: $0).standardDeviation }
            let bins = binned[place].bins.map(DiagnosisFrame.bins) ?? []
            return DriftDiagnosis.Feature(
                series: member.series, distance: distance, psi: psi,
                byChance: Double(bins.count - 1)
                    * (1 / Double(pair.current.count) + 1 / Double(pair.baseline.count)),
                share: total > 0 ? psi / total : 0, sample: pair.current.count, baselineSample: pair.baseline.count,
                bins: bins, baselineRange: range, outside: pair.current.count { !range.contains($0) },
                spreadRatio: DiagnosisFrame.ratio(spreads[0], to: spreads[1]),
                historyShare: history.isEmpty
                    ? nil : Double(history.count { $0 >= distance ?? 0 }) / Double(history.count),
                historyWindows: history.count, change: changePoint(member))
        }
    }

    private static func bins(_ counts: BinCounts) -> [DriftDiagnosis.Bin] {
        let contributions = counts.distances().contributions
        let edges = counts.edges ?? []
        return contributions.indices.map { bin in
            DriftDiagnosis.Bin(
                from: bin > 0 ? edges[bin - 1] : nil, to: bin < edges.count ? edges[bin] : nil,
                now: counts.current[bin], then: counts.baseline[bin], contribution: contributions[bin])
        }
    }

    /// Distances of past windows from their own baselines.
    private func history(_ member: Member) -> [Double] {
        let timeline = evidence.timeline
        guard case .before = question.baseline, let first = timeline.days.first else { return [] }
        var evaluation = member.evaluation
        return windows.dropFirst().reversed().compactMap { window in
            guard
                let ranges = question.span.ranges(at: window.last, in: timeline, champion: evidence.champion),
                ranges.baselineFirst >= first
            else { return nil }
            let pair = evaluation.pair(ranges)
            guard min(pair.current.count, pair.baseline.count) >= DiagnosisFrame.minimumValues else { return nil }
            return DriftComparison(pair, by: .wasserstein).value()
        }
    }

    private static func ratio(_ now: Double?, to then: Double?) -> Double? {
        guard let now, let then, then > 0, (now / then).isFinite else { return nil }
        return now / then
    }

    private func changePoint(_ member: Member) -> DriftDiagnosis.ChangePoint? {
        let timeline = evidence.timeline
        guard let span = timeline.calendar.window(3 * question.window, endingAt: timeline.asOfSession) else {
            return nil
        }
        let rows = timeline.rows(of: span).filter { !member.values.values[$0].isNaN }
        let isLevel = member.series.transform == .level
        let values = rows.map { isLevel ? member.values.values[$0] : abs(member.values.values[$0]) }
        guard let test = RankChangePoint(values) else { return nil }
        func median(_ part: ArraySlice<Double>) -> Double { quantile(0.5, ofSorted: part.sorted()) }
        return DriftDiagnosis.ChangePoint(
            session: timeline.days[rows[test.before]], medianBefore: median(values[..<test.before]),
            medianAfter: median(values[test.before...]), statistic: test.statistic,
            rows: values.count)
    }
}
