/// The evidence that one kind of metric keeps beside its value, for charts and for readers who look closer.
package enum MetricDetails: Equatable, Sendable {
    case none
    case nulls(NullDetails)
    case freshness(FreshnessDetails)
    case drift(DriftDetails)
    case relation(RelationDetails)
    case error(ErrorDetails)
    case hits(HitDetails)
    case calibration(CalibrationDetails)
    case missingLabels(MissingLabelDetails)
    case estimate(EstimateDetails)
    case importance(ImportanceDetails)
    case decisions(DecisionDetails)
    case skill(SkillDetails)
}
