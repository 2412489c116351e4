/// The answer of a check about one subject at one instant.
package enum Verdict: String, Sendable, CaseIterable {
    case ok
    case insufficientEvidence
    case warning
    case noData
    case error
    case critical

    /// The worst of a run: critical > error > noData > warning > insufficientEvidence > ok; ok for none.
    package static func worst(of verdicts: some Sequence<Verdict>) -> Verdict {
        verdicts.max { $0.rank < $1.rank } ?? .ok
    }

    /// The exit code of a run whose worst verdict this is.
    package var exitCode: Int32 {
        switch self {
        case .ok, .insufficientEvidence: 0
        case .warning: 1
        case .critical: 2
        case .noData, .error: 3
        }
    }

    private var rank: Int { Verdict.allCases.firstIndex(of: self) ?? 0 }
}
