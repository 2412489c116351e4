package import Core
package import Foundation
import Modeling
package import TradingCalendar

extension BuiltInHistory {
    /// The names of the version that serves at a session.
    package func serving(at session: Day) -> ServingVersion? {
        version(at: session).map { ServingVersion(id: $0.id, refit: $0.refit, gated: $0.gated?.digest) }
    }

    /// The simple forecasts of the size of the return, each beside some predictions; none where one of them lacks it.
    package func benchmarks(of predictions: [Prediction]) -> [Benchmark] {
        let simple = predictions.compactMap { monthly.benchmarks[$0.session] }
        guard simple.count == predictions.count else { return [] }
        return [
            Benchmark(name: "constant", forecasts: simple.map(\.constant)),
            Benchmark(name: "ewma", forecasts: simple.map(\.exponential)),
            Benchmark(name: "vix", forecasts: simple.map(\.volatilityIndex)),
        ]
    }

    /// The artifacts of some versions, each under its name.
    package func artifacts(of ids: Set<String>) throws -> [(name: String, text: Data)] {
        try versions.filter { ids.contains($0.id) }.flatMap { [$0.served] + ($0.gated.map { [$0] } ?? []) }
            .map { item in
                (
                    name: item.digest.description.replacing("sha256:", with: ""),
                    text: try item.artifact.canonicalText()
                )
            }
    }
}
