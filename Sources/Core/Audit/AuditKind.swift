/// The kinds of things that happen. Their texts are hashed and stored: none is ever changed or taken out.
package enum AuditKind: String, Sendable, CaseIterable {
    case tick
    case policyChanged = "policy changed"
    case clockCorrected = "clock corrected"

    // Alerts
    case pending
    case notPending = "not pending"
    case held
    case fired
    case rose
    case alertResolved = "alert resolved"

    // Incidents
    case opened
    case joined
    case again
    case root
    case reopened
    case resolved
    case escalated
    case notEscalated = "not escalated"

    // Messages
    case told
    case notTold = "not told"
    case delivered
    case deadLetter = "dead letter"
    case channelTested = "channel tested"

    // Commands
    case acknowledged
    case mitigating
    case byHand = "by hand"
    case closed
    case silence
    case silenceEnded = "silence ended"
    case revived
    case dropped

    // Models
    case promotion

    // Runbooks and freezes
    case stepRequested = "step requested"
    case stepBegun = "step begun"
    case stepDone = "step done"
    case stepFailed = "step failed"
    case stepUnknown = "step unknown"
    case frozen
    case freezeRenewed = "freeze renewed"
    case freezeLifted = "freeze lifted"
}
