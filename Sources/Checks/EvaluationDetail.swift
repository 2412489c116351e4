/// How much is computed of a check.
package enum EvaluationDetail: Sendable {
    /// What its verdict follows from, and no more: for a tick.
    case verdict
    /// All that is said beside it: what chance would do, intervals, what the rule costs. For people who look.
    case evidence
}
