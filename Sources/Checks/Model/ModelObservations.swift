/// Figures of a deployed model that are expensive: each is computed when a rule that looks at it is judged, and not
/// before.
package struct ModelObservations: Sendable {
    package let importance: @Sendable (CheckRule, EvaluationDetail) -> ImportanceObservation
    package let estimate: @Sendable (EstimatedScore, CheckRule) -> EstimateObservation

    package init(
        importance: @escaping @Sendable (CheckRule, EvaluationDetail) -> ImportanceObservation,
        estimate: @escaping @Sendable (EstimatedScore, CheckRule) -> EstimateObservation
    ) {
        self.importance = importance
        self.estimate = estimate
    }
}
