package import Core

/// The forecasts of benchmarks beside the predictions of one ledger, each computed when it is first asked for: they
/// depend on when a prediction was made, not on when it is looked at.
package final class BenchmarkLibrary: Sendable {
    /// The forecasts of other models by the paths of their files, or the reason why one cannot be read.
    package typealias Ledgers = [String: Result<PredictionTable, InputFailure>]

    private let ledgers: Ledgers
    private let forecasts = Memo<SkillBenchmark, Found>()

    enum Found: Sendable {
        case forecasts(BenchmarkForecasts)
        /// A decision that needs no forecast: never or always to act.
        case decision(acts: Bool)
        /// The reason why there is no benchmark.
        case failure(String)
    }

    package init(ledgers: Ledgers = [:]) { self.ledgers = ledgers }

    /// - Parameters:
    ///   - pairs: of the ledger; those of every instant have the same predictions.
    ///   - featureNames: of the predictions' features.
    func benchmark(
        _ benchmark: SkillBenchmark, of pairs: LedgerPairs, featureNames: [String], decision: DecisionRule?
    ) -> Found {
        forecasts.value(benchmark) {
            switch benchmark {
            case .constant: .forecasts(.constant(pairs))
            case .ewma: .forecasts(.exponential(pairs))
            case .column(let name, let feature):
                BenchmarkLibrary.scaled(by: feature, named: name, pairs, featureNames: featureNames)
            case .alwaysUp: .forecasts(.always(1, count: pairs.predictions.count))
            case .never: .decision(acts: false)
            case .always: .decision(acts: true)
            case .ledger(let path):
                switch ledgers[path] {
                case .success(let other)?: .forecasts(.others(other, of: pairs, decision: decision))
                case .failure(let failure)?: .failure("\(failure)")
                case nil: .failure("\(path) was not read")
                }
            }
        }
    }

    private static func scaled(
        by feature: String, named name: String, _ pairs: LedgerPairs, featureNames: [String]
    ) -> Found {
        let predictions = pairs.predictions
        guard let index = featureNames.firstIndex(of: feature) else {
            let known = featureNames.isEmpty ? "none" : featureNames.joined(separator: ", ")
            return .failure("the predictions have no feature \"\(name)\"; they have \(known)")
        }
        return .forecasts(
            .scaled(pairs, by: (0..<predictions.count).map { predictions.feature(index, $0) }))
    }
}
