import Core

/// Names the baseline of one subject by its content: the sessions and cells that the measure reads.
struct BaselineDigest {
    private let evidence: SourceEvidence
    private let heading: String
    private let columns: [String]
    private let baseline: BaselineRule

    init(_ evidence: SourceEvidence, _ asked: RuleSubject) {
        self.evidence = evidence
        columns =
            switch asked.subject {
            case .source, .model, .forecast: []
            case .series(let series): [series.column]
            case .pair(let y, let x): [y.column, x.column]
            }
        heading = "\(evidence.name)|\(asked.rule.label(of: asked.subject))"
        baseline = asked.rule.baseline
    }

    func digest(of rows: Range<Int>) -> Digest {
        evidence.digest(heading, columns: columns, rows: rows, by: baseline)
    }
}
