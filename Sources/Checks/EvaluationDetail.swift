/// The amount of a check's evidence that is computed.
package enum EvaluationDetail: Comparable, Sendable {
    /// Only what the verdict follows from: for a tick.
    case verdict
    /// All evidence of a verdict that is not ok; of one that is ok, all but what chance would do.
    case report
    /// All evidence.
    case evidence
}
