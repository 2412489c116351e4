import Core
import Statistics

/// The part of a prediction's probabilities that is compared with the outcomes: `of:` of a calibration check.
package enum ForecastPart: String, Sendable, CaseIterable {
    case probabilityUp = "probability_up"
    case probabilityOfEvent = "probability_of_event"
    case coverage80 = "coverage_80"
    case coverage95 = "coverage_95"

    /// The share that an interval promises to hold; nil for probabilities.
    package var nominal: Double? {
        switch self {
        case .probabilityUp, .probabilityOfEvent: nil
        case .coverage80: 0.8
        case .coverage95: 0.95
        }
    }

    /// Where a prediction has the probability; nil where it is the same for all.
    var column: PredictionTable.Part? {
        switch self {
        case .probabilityUp: .probabilityUp
        case .probabilityOfEvent: .probabilityOfEvent
        case .coverage80, .coverage95: nil
        }
    }

    /// The probability and whether it came true, or 1 and whether the label lay inside; nil where a pair has no such
    /// part.
    func trial(_ pair: Int, of series: LedgerSeries) -> (probability: Double, happened: Bool)? {
        let pairs = series.pairs
        func number(_ part: PredictionTable.Part) -> Double? {
            let number = pairs.number(part, pair)
            return number.isNaN ? nil : number
        }
        func isInside(_ lower: PredictionTable.Part, _ upper: PredictionTable.Part) -> Bool? {
            let label = pairs.label(pair)
            return number(lower).flatMap { low in number(upper).map { low <= label && label <= $0 } }
        }
        switch self {
        case .probabilityUp: return number(.probabilityUp).map { ($0, pairs.label(pair) > 0) }
        case .probabilityOfEvent:
            guard let decision = series.decision, let probability = number(.probabilityOfEvent) else { return nil }
            return (probability, decision.event.isBreached(by: pairs.simpleReturn(pair)))
        case .coverage80: return isInside(.lower80, .upper80).map { (0.8, $0) }
        case .coverage95: return isInside(.lower95, .upper95).map { (0.95, $0) }
        }
    }
}
