import Checks
package import Core
import Engine
import Foundation
import Modeling
import Statistics
import TradingCalendar

/// What a span of predictions was worth, year by year: `bellwether predictions --by-year`.
package struct WalkForwardView {
    private struct Scored {
        let prediction: Prediction
        let label: Label.Value
        let line: DecisionLine?
    }

    private struct Score {
        let value: Double?
        let interval: ClosedRange<Double>?
    }

    /// Pairs below which resamples say nothing of what else could have been.
    private static let minimumForInterval = 63

    private let scored: [Scored]
    private let returns: Score
    private let sizes: Score
    /// R² of |label| of the simple forecasts, by name; empty for a ledger.
    private let benchmarks: [(name: String, value: Double?)]
    private let currency: String?
    /// Sessions a year of the calendar.
    private let sessionsPerYear: Double
    /// Money a year of one decision a session, relative to never acting.
    private let yearlyValue: Score

    init(_ entries: [Ledger.Entry], model: ModelReader, deployment: String, decision: DecisionRule?) {
        let scored = entries.compactMap { entry in
            entry.label.map { label in
                Scored(
                    prediction: entry.prediction, label: label,
                    line: DecisionLine(decision, prediction: entry.prediction, label: label))
            }
        }
        let labels = scored.map(\.label.label)
        let magnitudes = labels.map { abs($0) }
        self.scored = scored
        sessionsPerYear = model.calendar.sessionsPerYear
        yearlyValue = WalkForwardView.yearlyValue(scored, sessionsPerYear: sessionsPerYear, deployment)
        currency = decision?.currency
        returns = WalkForwardView.score(
            labels, forecast: scored.map(\.prediction.mean), scored: scored, deployment: deployment)
        guard let builtIn = model.builtIn else {
            sizes = Score(value: nil, interval: nil)
            benchmarks = []
            return
        }
        sizes = WalkForwardView.score(
            magnitudes, forecast: scored.map { builtIn.scale(of: $0.prediction) }, scored: scored,
            deployment: deployment)
        let simple = scored.compactMap { builtIn.benchmarks[$0.prediction.session] }
        let names: [(String, KeyPath<ScaleBenchmarks, Double>)] = [
            ("constant", \.constant), ("ewma", \.exponential), ("vix", \.volatilityIndex),
        ]
        benchmarks =
            simple.count < scored.count
            ? [] : names.map { name, path in (name, rSquared(magnitudes, simple.map { $0[keyPath: path] })) }
    }

    private static func score(
        _ actual: [Double], forecast: [Double], scored: [Scored], deployment: String
    ) -> Score {
        guard let last = scored.map(\.prediction.session).max() else { return Score(value: nil, interval: nil) }
        let key = SeriesKey(deployment: deployment, check: "walk-forward", subject: "return")
        var generator = key.generator(windowEnd: last, purpose: "r-squared-bootstrap")
        guard actual.count >= minimumForInterval else {
            return Score(value: actual.isEmpty ? nil : rSquared(actual, forecast), interval: nil)
        }
        let n = Double(actual.count)
        let errors = CircularSums(zip(actual, forecast).map { ($0 - $1) * ($0 - $1) })
        let (sums, squares) = (CircularSums(actual), CircularSums(actual.map { $0 * $0 }))
        let figures = CircularBlockBootstrap.figures(rows: actual.count, generator: &generator) { starts -> Double? in
            let sum = sums.resample(starts)
            let total = squares.resample(starts) - sum * sum / n
            return total > 0 ? 1 - errors.resample(starts) / total : nil
        }
        return Score(
            value: rSquared(actual, forecast), interval: CircularBlockBootstrap.percentileInterval(figures))
    }

    private static func yearlyValue(
        _ scored: [Scored], sessionsPerYear: Double, _ deployment: String
    ) -> Score {
        let values = scored.compactMap { $0.line?.value.cents }
        guard let last = scored.map(\.prediction.session).max(), !values.isEmpty else {
            return Score(value: nil, interval: nil)
        }
        let key = SeriesKey(deployment: deployment, check: "decisions", subject: "value")
        var generator = key.generator(windowEnd: last, purpose: "money-bootstrap")
        func yearly(_ cents: Int) -> Double { Double(cents) / 100 / (Double(values.count) / sessionsPerYear) }
        guard values.count >= minimumForInterval else {
            return Score(value: yearly(values.reduce(0, +)), interval: nil)
        }
        let sums = CircularSums(values.map(Double.init))
        let figures = CircularBlockBootstrap.figures(rows: values.count, generator: &generator) { starts in
            sums.resample(starts) / 100 / (Double(values.count) / sessionsPerYear)
        }
        return Score(
            value: yearly(values.reduce(0, +)), interval: CircularBlockBootstrap.percentileInterval(figures))
    }

    private var years: [(year: Int, scored: ArraySlice<Scored>)] {
        var years: [(year: Int, scored: ArraySlice<Scored>)] = []
        for index in scored.indices {
            let year = scored[index].prediction.session.year
            if years.last?.year == year {
                years[years.count - 1].scored = scored[years[years.count - 1].scored.startIndex...index]
            } else {
                years.append((year, scored[index...index]))
            }
        }
        return years
    }

    private static func coverage(
        _ scored: ArraySlice<Scored>, interval: KeyPath<Prediction, ClosedRange<Double>?>, nominal: Double
    ) -> Coverage? {
        let inside = scored.compactMap { item in
            item.prediction[keyPath: interval].map { $0.contains(item.label.label) }
        }
        return inside.isEmpty
            ? nil : Coverage(inside: inside.count { $0 }, count: inside.count, nominal: nominal)
    }

    // MARK: - Output

    package var json: JSONValue {
        [
            "years": .array(
                years.map { year, items in
                    guard case .object(var fields) = WalkForwardView.json(items) else { return .null }
                    fields["year"] = .integer(year)
                    return .object(fields)
                }),
            "all": WalkForwardView.json(scored[...]),
            "r_squared_of_return": ["value": JSONValue(returns.value), "interval": JSONValue(returns.interval)],
            "r_squared_of_absolute_return": .object(
                Dictionary(
                    [("model", JSONValue(sizes.value)), ("interval", JSONValue(sizes.interval))]
                        + benchmarks.map { ($0.name, JSONValue($0.value)) }
                ) { first, _ in first }),
            "value_a_year": ["value": JSONValue(yearlyValue.value), "interval": JSONValue(yearlyValue.interval)],
            "skill": hasSkill.map { .bool($0) } ?? .null,
        ]
    }

    /// Whether the returns themselves are predicted better than by their mean; nil where that cannot be said.
    private var hasSkill: Bool? { returns.interval.map { $0.lowerBound > 0 } }

    private static func json(_ items: ArraySlice<Scored>) -> JSONValue {
        let (wide, narrow) = (
            coverage(items, interval: \.interval95, nominal: 0.95),
            coverage(items, interval: \.interval80, nominal: 0.8)
        )
        let totals = DecisionTotals(items.lazy.compactMap(\.line))
        return [
            "predictions": .integer(items.count), "coverage_95": JSONValue(wide?.share),
            "coverage_80": JSONValue(narrow?.share), "totals": totals.decisions > 0 ? totals.json : .null,
        ]
    }

    package var text: String {
        var table = [
            ["year", "pairs", "in 95 %", "in 80 %", "acted", "events", "value", "always", "perfect", "captured"]
        ]
        let all: [(String, ArraySlice<Scored>)] = years.map { (String($0.year), $0.scored) } + [("all", scored[...])]
        for (name, items) in all {
            let totals = DecisionTotals(items.lazy.compactMap(\.line))
            func share(_ coverage: Coverage?) -> String { coverage.map { (100 * $0.share).fixed(1) } ?? "–" }
            table.append(
                [
                    name, String(items.count),
                    share(WalkForwardView.coverage(items, interval: \.interval95, nominal: 0.95)),
                    share(WalkForwardView.coverage(items, interval: \.interval80, nominal: 0.8)),
                ]
                    + (totals.decisions == 0
                        ? ["–", "–", "–", "–", "–", "–"]
                        : [
                            String(totals.acted), String(totals.events), totals.value.grouped, totals.always.grouped,
                            totals.perfect.grouped, totals.captured.map { (100 * $0).fixed(1) + " %" } ?? "–",
                        ]))
        }
        var lines = TextTable(table, left: 1).lines + [""]
        if let currency, let value = yearlyValue.value {
            var line =
                """
                Value in \(currency), relative to never acting. A year of \(sessionsPerYear.shortText) sessions: \
                \(Money(nearest: value).grouped)
                """
            if let interval = yearlyValue.interval {
                line +=
                    """
                    , 95 % interval \(Money(nearest: interval.lowerBound).grouped) … \
                    \(Money(nearest: interval.upperBound).grouped)
                    """
                if interval.contains(0) { line += ": no demonstrable value" }
                if interval.upperBound < 0 { line += ": a demonstrable loss" }
            }
            lines.append(line)
        }
        lines.append("R² of the return: \(WalkForwardView.text(returns)); \(skillInWords)")
        if sizes.value != nil {
            let others = benchmarks.map { "\($0.name) \($0.value?.fixed(3) ?? "–")" }.joined(separator: ", ")
            lines.append(
                """
                R² of |return|: \
                \(WalkForwardView.text(sizes))\(others.isEmpty ? "" : "; of the simple forecasts: \(others)")
                """
            )
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private var skillInWords: String {
        switch hasSkill {
        case true?: "the returns are predicted better than by their mean"
        case false?: "the interval does not lie above 0: no skill shown"
        case nil: "too few pairs to say"
        }
    }

    private static func text(_ score: Score) -> String {
        guard let value = score.value else { return "–" }
        guard let interval = score.interval else { return value.fixed(4) }
        return "\(value.fixed(4)), 95 % interval \(interval.lowerBound.fixed(4)) … \(interval.upperBound.fixed(4))"
    }
}
