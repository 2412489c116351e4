/// The evidence at one instant of what a check is about.
package enum Evidence: Sendable {
    case source(SourceEvidence)
    case ledger(LedgerEvidence)

    var timeline: Timeline {
        switch self {
        case .source(let evidence): evidence.timeline
        case .ledger(let evidence): evidence.timeline
        }
    }
}
