import Core

/// The computation of a metric, with the evidence that it takes.
enum EvaluationMethod: Sendable {
    /// From a source as it is known at the instant.
    case source(@Sendable (SourceEvidence, EvaluationContext) -> MeasuredValue)
    /// From a ledger as it is known at the instant.
    case ledger(@Sendable (LedgerEvidence, EvaluationContext) -> MeasuredValue)
    /// Over a window of a source, at any session of its history; nil when the source lacks a column.
    case sourceWindow(@Sendable (SourceEvidence, RuleSubject) -> (any WindowedEvaluation)?)
    /// Over a window of a ledger, at any session of its history.
    case ledgerWindow(@Sendable (LedgerEvidence, RuleSubject) -> any WindowedEvaluation)
}
