import Checks
import Core
import Engine
import Statistics
import TradingCalendar

/// Predictions whose labels are known, and the figures that are resampled from them.
struct ScoredPredictions {
    struct Item {
        let prediction: Prediction
        let label: Label.Value
        let line: DecisionLine?
    }

    typealias Estimate = WalkForwardReport.Estimate

    /// Pairs below which resamples say nothing of what else could have been.
    private static let minimumForInterval = 63

    let items: [Item]
    private let deployment: String
    private let builtIn: BuiltInHistory?

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
        guard actual.count >= ScoredPredictions.minimumForInterval else {
            return Estimate(value: actual.isEmpty ? nil : rSquared(actual, forecast), interval: nil)
        }
        let n = Double(actual.count)
        let errors = CircularSums(zip(actual, forecast).map { ($0 - $1) * ($0 - $1) })
        let (sums, squares) = (CircularSums(actual), CircularSums(actual.map { $0 * $0 }))
        let figures = CircularBlockBootstrap.figures(rows: actual.count, generator: &generator) { starts -> Double? in
            let sum = sums.resample(starts)
            let total = squares.resample(starts) - sum * sum / n
            return total > 0 ? 1 - errors.resample(starts) / total : nil
        }
        return Estimate(
            value: rSquared(actual, forecast), interval: CircularBlockBootstrap.percentileInterval(figures))
    }

    // MARK: - Money

    func yearlyValue(sessionsPerYear: Double) -> Estimate {
        let values = items.compactMap { $0.line?.value.cents }
        guard let last = items.map(\.prediction.session).max(), !values.isEmpty else { return .none }
        let key = SeriesKey(deployment: deployment, check: "decisions", subject: "value")
        var generator = key.generator(windowEnd: last, purpose: "money-bootstrap")
        let total = values.reduce(0, +)
        let value = Double(total) / 100 / (Double(values.count) / sessionsPerYear)
        guard values.count >= ScoredPredictions.minimumForInterval else { return Estimate(value: value, interval: nil) }
        let sums = CircularSums(values.map { Double($0) })
        let figures = CircularBlockBootstrap.figures(rows: values.count, generator: &generator) { starts in
            sums.resample(starts) / 100 / (Double(values.count) / sessionsPerYear)
        }
        return Estimate(value: value, interval: CircularBlockBootstrap.percentileInterval(figures))
    }
}
