/// An observation of the model itself that a metric rests on.
package enum ModelObservation: Equatable, Sendable {
    case importance
    case estimate(EstimatedScore)
}
