package import Checks
import Core
import Foundation
import Statistics
import TradingCalendar

/// The conclusions from a diagnosis, in sentences.
struct DiagnosisConclusions {
    /// A window is unusual when at most this share of earlier ones was as far from its baseline.
    static let unusual = 0.05
    /// 95 in 100 samples of independent rows have no step as clear.
    static let clear = 3.1

    let diagnosis: DriftDiagnosis
    /// The results of the relation checks and of those of the model's errors.
    let results: [CheckResult]

    var sentences: [String] {
        [meaning, moved, beyond, since, seenBefore].compactMap { $0 } + relations + [model, trending].compactMap { $0 }
    }

    // MARK: - What moved

    private var moved: String? {
        guard let top = diagnosis.ranked.first, let distance = top.distance else { return nil }
        return
            """
            \(top.series.label) moved most: its values lie \(distance.shortText) standard deviations from where they \
            lay.\(history(top))\(bin(top))\(others)
            """
    }

    private func history(_ feature: DriftDiagnosis.Feature) -> String {
        guard let share = feature.historyShare else { return "" }
        let count = feature.historyWindows
        if share == 0 { return " None of \(count) earlier windows was as far from its own baseline." }
        let what = "\(percent(share)) of \(count) earlier windows were as far from their own baselines"
        return share <= DiagnosisConclusions.unusual ? " Only \(what)." : " That is not unusual: \(what)."
    }

    /// Where its values are now.
    private func bin(_ feature: DriftDiagnosis.Feature) -> String {
        func shares(_ bin: DriftDiagnosis.Bin) -> (now: Double, then: Double) {
            (Double(bin.now) / Double(feature.sample), Double(bin.then) / Double(feature.baselineSample))
        }
        let gained = feature.bins.max { shares($0).now - shares($0).then < shares($1).now - shares($1).then }
        guard let bin = gained, shares(bin).now > shares(bin).then else { return "" }
        return
            """
             \(percent(shares(bin).now)) of them lie \(bin.place), where \(percent(shares(bin).then)) of the baseline \
            does.
            """
    }

    private var others: String {
        let rest = diagnosis.ranked.dropFirst()
        let unusual = rest.filter { ($0.historyShare ?? 1) <= DiagnosisConclusions.unusual }.map(\.series.label)
        let usual = rest.filter { ($0.historyShare ?? 0) > DiagnosisConclusions.unusual }.map(\.series.label)
        let parts = [
            unusual.isEmpty ? nil : "Unusual too: \(unusual.joined(separator: ", ")).",
            usual.isEmpty ? nil : "As in many windows before: \(usual.joined(separator: ", ")).",
        ]
        return parts.compactMap { $0 }.map { " \($0)" }.joined()
    }

    /// A change that counts of values in bins do not show.
    private var beyond: String? {
        let far = diagnosis.ranked.filter { $0.outside > 0 }.prefix(3).map { feature in
            let range = feature.baselineRange
            let spread = feature.spreadRatio.map { $0 >= 1.2 ? ", and its spread is × \($0.fixed(1))" : "" } ?? ""
            return
                """
                \(feature.outside) of \(feature.sample) values of \(feature.series.label) outside \
                \(range.lowerBound.shortText) … \(range.upperBound.shortText)\(spread)
                """
        }
        guard !far.isEmpty else { return nil }
        return "Beyond anything in the baseline: \(far.joined(separator: "; "))."
    }

    private var trending: String? {
        guard !diagnosis.trending.isEmpty else { return nil }
        let names = diagnosis.trending.map {
            "\($0.column) (rank correlation with time \($0.rankCorrelation.fixed(2)))"
        }
        let it = names.count == 1
        return
            """
            The level of \(names.joined(separator: " and of ")) goes one way over the years and never resembles its \
            past: an alert on \(it ? "it" : "them") carries no news. \(it ? "Its" : "Their") changes are looked at \
            instead.
            """
    }

    // MARK: - Since when

    private var since: String? {
        let points = diagnosis.ranked.compactMap { feature in feature.change.map { (feature.series, $0) } }
            .filter { $0.1.statistic > DiagnosisConclusions.clear }.prefix(3)
        let span = 3 * diagnosis.question.window
        guard !points.isEmpty else { return "No series has a clear step in the last \(span) sessions." }
        let texts = points.map { series, change in
            let what = series.transform == .level ? series.label : "the size of \(series.label)"
            return
                """
                \(what) since \(change.session) (median \(change.medianBefore.shortText) before, \
                \(change.medianAfter.shortText) after)
                """
        }
        return
            "The clearest steps in the last \(span) sessions: \(texts.joined(separator: "; "))."
    }

    // MARK: - Before

    private var seenBefore: String? {
        guard let period = diagnosis.similarity.periods.first else {
            return "There is no earlier window of this length to compare with."
        }
        let courses = period.course.compactMap { course -> String? in
            guard let end = course.end, let later = course.later else { return nil }
            let change = course.ratio.map { " (\($0 >= 1 ? "+" : "−")\((100 * abs($0 - 1)).fixed(1)) %)" } ?? ""
            return "\(course.column) went from \(end.shortText) to \(later.shortText)\(change)"
        }
        let after =
            courses.isEmpty
            ? ""
            : " In as many sessions after it, which is one story and no forecast, \(courses.joined(separator: ", "))."
        return
            """
            \(likeness) \(period.window.first) … \(period.window.last), at a mean distance of \
            \(period.distance.fixed(2)) standard deviations.\(novelty)\(after)
            """
    }

    private static let unlike = 0.95

    private var likeness: String {
        (diagnosis.similarity.novelty ?? 0) >= DiagnosisConclusions.unlike
            ? "There has been nothing like it as a whole; least unlike is" : "Most like it is"
    }

    private var novelty: String {
        guard let novelty = diagnosis.similarity.novelty else { return "" }
        let count = diagnosis.similarity.windows - 1
        return novelty < 0.5
            ? " Windows of this history mostly come no nearer to each other: it has been seen before."
            : " \(percent(novelty)) of \(count) other windows have a nearer one of their own."
    }

    // MARK: - Relation and model

    private var relations: [String] {
        diagnosis.relations.compactMap { relation in
            guard let now = relation.window, let then = relation.baseline else {
                return "\(relation.label): too few pairs for a slope."
            }
            let similar = relation.similar.map { ", \($0.slope.shortText) in the most similar period" } ?? ""
            let slopes = "slope \(now.slope.shortText) now, \(then.slope.shortText) before\(similar)"
            guard let interval = interval(of: relation) else { return "\(relation.label): \(slopes)." }
            let holds = interval.lowerBound <= 0
            return
                """
                \(relation.label) \(holds ? "holds, as far as \(now.count) pairs can tell" : "has moved"): \(slopes); \
                the difference of \(abs(now.slope - then.slope).shortText) has the 95 % interval \
                \(interval.lowerBound.shortText) … \(interval.upperBound.shortText).
                """
        }
    }

    private func interval(of relation: DriftDiagnosis.Relation) -> ClosedRange<Double>? {
        results.first { $0.check == relation.check && $0.label == relation.label }?.measurement.interval
    }

    private var errors: [CheckResult] { results.filter { $0.metric != "relation" && $0.measurement.value != nil } }

    private var model: String? {
        guard !errors.isEmpty else { return nil }
        let texts = errors.map { result in
            let value = result.measurement.value.map(result.measurement.unit.text) ?? "–"
            return "\(result.check) (\(result.metric)) \(value): \(result.verdict.rawValue)"
        }
        return "The model's errors: \(texts.joined(separator: "; "))."
    }

    private var meaning: String? {
        let scaled = errors.first { $0.metric == "scaled_rmse" }
        let others = errors.filter { $0.metric != "scaled_rmse" }
        var parts: [String] = []
        if let scaled, others.contains(where: { $0.verdict == .critical }) {
            parts.append(
                scaled.verdict == .critical
                    ? """
                    The errors are larger, and larger than the forecasts themselves said: the model is wrong about \
                    how much it does not know.
                    """
                    : """
                    The errors are larger, but not shown to be larger than the forecasts themselves said: the \
                    world moves more, and the model knows.
                    """
            )
        }
        let intervals = diagnosis.relations.compactMap(interval)
        if !intervals.allSatisfy({ $0.lowerBound <= 0 }) {
            parts.append(
                """
                A relation itself has moved: concept drift. What was learnt on the baseline may not hold; compare a \
                model that is trained on the rows since then before anything is promoted.
                """
            )
        } else if !isKnown {
            parts.append("There is no history here that would say how usual this is.")
        } else if !isUnusual {
            parts.append(
                """
                Nothing here is unusual for this history\(intervals.isEmpty ? "" : ", and the relation holds"): no \
                sign of drift.
                """
            )
        } else if !intervals.isEmpty {
            parts.append(
                """
                What moved is the inputs; that the relation between them has moved is not shown. A change of regime, \
                and no reason of its own to retrain or to roll back.
                """
            )
        }
        return parts.isEmpty ? nil : parts.joined(separator: " ")
    }

    private var isUnusual: Bool {
        diagnosis.features.contains { $0.historyShare.map { $0 <= DiagnosisConclusions.unusual } ?? false }
            || (diagnosis.similarity.novelty ?? 0) >= DiagnosisConclusions.unlike
    }

    /// True if there are windows of the past to compare with.
    private var isKnown: Bool {
        diagnosis.similarity.novelty != nil || diagnosis.features.contains { $0.historyShare != nil }
    }

    private func percent(_ share: Double) -> String {
        let percent = 100 * share
        return "\(percent.fixed(percent >= 10 || percent == 0 ? 0 : 1)) %"
    }
}

extension DriftDiagnosis.Bin {
    /// Where it is, as people say it.
    package var place: String {
        switch (from, to) {
        case (nil, let to?): "below \(to.shortText)"
        case (let from?, nil): "from \(from.shortText) on"
        case (let from?, let to?): "from \(from.shortText) to \(to.shortText)"
        case (nil, nil): "anywhere"
        }
    }
}
