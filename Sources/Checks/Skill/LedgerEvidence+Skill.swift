import Core

extension LedgerEvidence {
    /// The reason why a rule of skill has nothing to compare with; nil where it has.
    package func reasonForNoBenchmark(of rule: CheckRule) -> String? {
        guard let question = rule.skill,
            case .failure(let reason) = series.benchmark(question.benchmark, featureNames: ledger.featureNames)
        else { return nil }
        return "\(rule.name) cannot be measured: \(reason)"
    }
}
