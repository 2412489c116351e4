import Core
import Foundation
import PolicyFile
import Reports
import Storage

/// Reads policies that have to be valid.
enum PolicySource {
    static func load(_ path: String) throws -> Policy {
        let loaded = try LoadedPolicy(path: path)
        guard let policy = loaded.policy else { throw ApplicationError.policyInvalid(PolicyReport(loaded)) }
        return policy
    }

    /// The policy of a store.
    /// - Parameter path: nil for the policy of the latest tick.
    static func load(_ path: String?, of store: any MonitorStore) throws -> LocatedPolicy {
        guard let path = try path ?? store.policyPath() else {
            throw ApplicationError.usage("the store has seen no tick, so it has no policy; say which: --policy FILE")
        }
        let policy = try load(path)
        guard policy.deployment == store.deployment else {
            throw StoreError.otherPolicy(path: path, deployment: policy.deployment, owner: store.deployment)
        }
        return LocatedPolicy(policy: policy, path: path)
    }
}
