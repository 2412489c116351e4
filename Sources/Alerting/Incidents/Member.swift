package import Core
package import Foundation

extension Incident {
    /// An alert in an incident.
    package struct Member: Equatable, Sendable {
        package struct Resolution: Equatable, Sendable {
            package let at: Date
            package let reason: ResolveReason

            package init(at: Date, reason: ResolveReason) {
                self.at = at
                self.reason = reason
            }
        }

        /// The check's place in the policy of the latest tick; where the check is gone, in the last that had it.
        package struct Origin: Equatable, Sendable {
            package let layer: Layer
            package let isIntegrity: Bool
            /// The sources and the model that it looks at.
            package let names: [String]
            package let owners: [String]
            package let firstStep: String

            package init(layer: Layer, isIntegrity: Bool, names: [String], owners: [String], firstStep: String) {
                self.layer = layer
                self.isIntegrity = isIntegrity
                self.names = names
                self.owners = owners
                self.firstStep = firstStep
            }

            init(_ rule: AlertRule) {
                self.init(
                    layer: rule.layer, isIntegrity: rule.isIntegrity, names: rule.origins, owners: rule.owners,
                    firstStep: rule.firstStep)
            }
        }

        /// The measurement at which it fired, or got worse.
        package struct Snapshot: Equatable, Sendable {
            package let value: Double?
            package let threshold: Double?
            /// The verdict in words.
            package let reason: String
            package let evidence: StoredEvidence

            package init(value: Double?, threshold: Double?, reason: String, evidence: StoredEvidence) {
                self.value = value
                self.threshold = threshold
                self.reason = reason
                self.evidence = evidence
            }
        }

        package let key: AlertKey
        package var origin: Origin
        /// The highest severity in this incident.
        package var severity: Severity
        package let pendingAt: Date
        package let firedAt: Date
        package var snapshot: Snapshot
        /// nil while it fires.
        package var resolution: Resolution?

        package init(
            key: AlertKey, origin: Origin, severity: Severity, pendingAt: Date, firedAt: Date, snapshot: Snapshot,
            resolution: Resolution? = nil
        ) {
            self.key = key
            self.origin = origin
            self.severity = severity
            self.pendingAt = pendingAt
            self.firedAt = firedAt
            self.snapshot = snapshot
            self.resolution = resolution
        }

        /// The lower, the nearer to the root.
        var precedence: Precedence {
            let layer =
                switch origin.layer {
                case .data, .system: 0
                case .model: 1
                case .business: 2
                }
            return Precedence(layer: layer, integrity: origin.isIntegrity ? 0 : 1, pendingAt: pendingAt)
        }
    }

    struct Precedence: Comparable {
        let layer: Int
        let integrity: Int
        let pendingAt: Date

        static func < (a: Precedence, b: Precedence) -> Bool {
            (a.layer, a.integrity, a.pendingAt) < (b.layer, b.integrity, b.pendingAt)
        }
    }
}
