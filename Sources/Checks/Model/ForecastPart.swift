import Core
import Statistics

/// What of a prediction's probabilities is held against what came true: `of:` of a calibration check.
package enum ForecastPart: String, Sendable, CaseIterable {
    case probabilityUp = "probability_up"
    case probabilityOfEvent = "probability_of_event"
    case coverage80 = "coverage_80"
    case coverage95 = "coverage_95"

    /// What an interval promises to hold; nil for probabilities.
    package var nominal: Double? {
        switch self {
        case .probabilityUp, .probabilityOfEvent: nil
        case .coverage80: 0.8
        case .coverage95: 0.95
        }
    }

    /// The probability and whether it came true, or 1 and whether the label lay inside; nil where a pair has no such part.
    func trial(_ pair: LedgerEvidence.Pair, _ decision: DecisionRule?) -> (probability: Double, happened: Bool)? {
        let prediction = pair.prediction
        switch self {
        case .probabilityUp: return prediction.probabilityUp.map { ($0, pair.label.label > 0) }
        case .probabilityOfEvent:
            guard let decision, let probability = prediction.probabilityOfEvent else { return nil }
            return (probability, decision.happened(pair.label))
        case .coverage80: return prediction.interval80.map { (0.8, $0.contains(pair.label.label)) }
        case .coverage95: return prediction.interval95.map { (0.95, $0.contains(pair.label.label)) }
        }
    }
}
