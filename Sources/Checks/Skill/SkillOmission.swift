/// The reason why a pair is not compared with the benchmark.
enum SkillOmission: UInt8, CaseIterable {
    case tooFewLabels
    case noScale
    case noForecast
    case noSigma
    case noProbability
    case labelOfZero
    case notFinite

    /// In words, as evidence has it.
    var text: String {
        switch self {
        case .tooFewLabels: "fewer than \(BenchmarkForecasts.least) labels were known to the benchmark"
        case .noScale: "the benchmark had no scale above 0"
        case .noForecast: "the benchmark has no forecast of the label"
        case .noSigma: "no σ"
        case .noProbability: "no probability that the decision looks at"
        case .labelOfZero: "a label of 0 has no sign"
        case .notFinite: "a loss is beyond what a number holds"
        }
    }
}
