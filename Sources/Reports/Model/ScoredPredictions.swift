import Checks
import Core
import Engine
import Statistics
import TradingCalendar

/// Predictions whose labels are known, and the figures that are estimated from them.
struct ScoredPredictions {
    struct Item {
        let prediction: Prediction
        let label: Label.Value
        let line: DecisionLine?
    }

    typealias Estimate = WalkForwardReport.Estimate

    /// Sessions below which nothing is known of what else could have been.
    private static let minimumForInterval = 63

    let items: [Item]
    private let deployment: String
    private let builtIn: BuiltInHistory?
    private let decision: DecisionRule?

    init(_ served: ServedPredictions) {
        items = served.entries.compactMap { entry in
            entry.label.map { label in
                Item(
                    prediction: entry.prediction, label: label,
                    line: DecisionLine(served.decision, prediction: entry.prediction, label: label))
            }
        }
        deployment = served.deployment
        builtIn = served.model.builtIn
        decision = served.decision
    }

    var years: [(year: Int, items: ArraySlice<Item>)] {
        var years: [(year: Int, items: ArraySlice<Item>)] = []
        for index in items.indices {
            let year = items[index].prediction.session.year
            if years.last?.year == year {
                years[years.count - 1].items = items[years[years.count - 1].items.startIndex...index]
            } else {
                years.append((year, items[index...index]))
            }
        }
        return years
    }

    // MARK: - Skill

    private var labels: [Double] { items.map(\.label.label) }
    private var magnitudes: [Double] { labels.map { abs($0) } }

    var rSquaredOfReturn: Estimate { rSquaredEstimate(labels, forecast: items.map(\.prediction.mean)) }

    var rSquaredOfSize: Estimate {
        guard let builtIn else { return .none }
        return rSquaredEstimate(magnitudes, forecast: items.map { builtIn.scale(of: $0.prediction) })
    }

    var benchmarks: [WalkForwardReport.Benchmark] {
        (builtIn?.benchmarks(of: items.map(\.prediction)) ?? []).map {
            .init(name: $0.name, rSquared: rSquared(magnitudes, $0.forecasts))
        }
    }

    private func rSquaredEstimate(_ actual: [Double], forecast: [Double]) -> Estimate {
        guard let last = items.map(\.prediction.session).max() else { return .none }
        let key = SeriesKey(deployment: deployment, check: "walk-forward", subject: "return")
        var generator = key.generator(windowEnd: last, purpose: "r-squared-bootstrap")
        // Forecasts of one session are not independent, so whole sessions are drawn.
        let sizes = items.map(\.prediction.session).runLengths ?? actual.map { _ in 1 }
        guard sizes.count >= ScoredPredictions.minimumForInterval else {
            return Estimate(value: actual.isEmpty ? nil : rSquared(actual, forecast), interval: nil)
        }
        func circular(_ terms: [Double]) -> CircularSums { CircularSums(terms.sums(ofGroups: sizes)) }
        let counts = CircularSums(sizes.map { Double($0) })
        let errors = circular(zip(actual, forecast).map { ($0 - $1) * ($0 - $1) })
        let (sums, squares) = (circular(actual), circular(actual.map { $0 * $0 }))
        let figures = CircularBlockBootstrap.figures(rows: sizes.count, generator: &generator) { starts -> Double? in
            let sum = sums.resample(starts)
            let total = squares.resample(starts) - sum * sum / counts.resample(starts)
            return total > 0 ? 1 - errors.resample(starts) / total : nil
        }
        return Estimate(
            value: rSquared(actual, forecast), interval: CircularBlockBootstrap.percentileInterval(figures))
    }

    // MARK: - Money

    func yearlyValue(sessionsPerYear: Double) -> Estimate {
        let values = items.compactMap { $0.line?.value.cents }
        guard let decision, !values.isEmpty else { return .none }
        // Decisions of one session are not independent, so a session counts as one.
        let groups = items.filter { $0.line != nil }.map(\.prediction.session).runLengths
        let rows = SessionRows(values.map { Double($0) }, groups: groups)
        let years = Double(rows.count) / sessionsPerYear
        let value = Double(values.reduce(0, +)) / 100 / years
        guard rows.count >= ScoredPredictions.minimumForInterval else { return Estimate(value: value, interval: nil) }
        let interval = MeanInterval(decision.kind(of: .value), of: rows, in: 0..<rows.count)?.interval
        let scale = Double(values.count) / 100 / years
        return Estimate(value: value, interval: interval.map { scale * $0.lowerBound...scale * $0.upperBound })
    }
}
