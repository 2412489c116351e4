/// The evidence at one instant of what a check is about.
package enum Evidence: Sendable {
    case source(SourceEvidence)
    case ledger(LedgerEvidence)

    package var timeline: Timeline {
        switch self {
        case .source(let evidence): evidence.timeline
        case .ledger(let evidence): evidence.timeline
        }
    }
}
