import Checks
package import Core
package import Engine
import Statistics
import TradingCalendar

/// The worth of a span of predictions, year by year.
package struct WalkForwardReport: Sendable {
    /// Predictions whose labels are known.
    package struct Summary: Sendable {
        package let pairs: Int
        /// The share of labels inside the 95 % intervals; nil without intervals.
        package let coverage95: Double?
        package let coverage80: Double?
        /// nil where nothing was decided.
        package let totals: DecisionTotals?
    }

    package struct Year: Sendable {
        package let year: Int
        package let summary: Summary
    }

    /// A figure with its 95 % interval; nil where there are too few pairs.
    package struct Estimate: Sendable {
        package let value: Double?
        package let interval: ClosedRange<Double>?

        static let none = Estimate(value: nil, interval: nil)
    }

    /// The same score of a simple forecast.
    package struct Benchmark: Sendable {
        package let name: String
        package let rSquared: Double?
    }

    package let years: [Year]
    package let all: Summary
    /// R² of the return.
    package let returns: Estimate
    /// R² of the absolute return.
    package let sizes: Estimate
    /// Benchmarks of the absolute return; empty for a ledger.
    package let benchmarks: [Benchmark]
    /// nil without a decision rule.
    package let currency: String?
    /// Sessions a year of the calendar.
    package let sessionsPerYear: Double
    /// Money a year of the decisions of its sessions, relative to never acting.
    package let yearlyValue: Estimate

    package init(_ served: ServedPredictions) {
        let scored = ScoredPredictions(served)
        let sessionsPerYear = served.model.calendar.sessionsPerYear
        years = scored.years.map { Year(year: $0.year, summary: Summary($0.items)) }
        all = Summary(scored.items[...])
        returns = scored.rSquaredOfReturn
        sizes = scored.rSquaredOfSize
        benchmarks = scored.benchmarks
        currency = served.decision?.currency
        self.sessionsPerYear = sessionsPerYear
        yearlyValue = scored.yearlyValue(sessionsPerYear: sessionsPerYear)
    }

    /// True if the returns themselves are predicted better than by their mean; nil where that cannot be said.
    package var hasSkill: Bool? { returns.interval.map { $0.lowerBound > 0 } }
}

extension WalkForwardReport.Summary {
    fileprivate init(_ items: ArraySlice<ScoredPredictions.Item>) {
        func coverage(_ interval: KeyPath<Prediction, ClosedRange<Double>?>, nominal: Double) -> Double? {
            let inside = items.compactMap { item in
                item.prediction[keyPath: interval].map { $0.contains(item.label.label) }
            }
            return inside.isEmpty
                ? nil : Coverage(inside: inside.count { $0 }, count: inside.count, nominal: nominal).share
        }
        let totals = DecisionTotals(items.lazy.compactMap(\.line))
        pairs = items.count
        coverage95 = coverage(\.interval95, nominal: 0.95)
        coverage80 = coverage(\.interval80, nominal: 0.8)
        self.totals = totals.decisions > 0 ? totals : nil
    }
}
