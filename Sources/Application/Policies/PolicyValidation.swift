import Core
import Engine
import PolicyFile
package import Reports

/// All problems of a policy, and its doubtful rules.
package struct PolicyValidation: Sendable {
    private let loaded: LoadedPolicy
    private let context: ApplicationContext

    package init(policyPath: String, _ context: ApplicationContext) throws {
        loaded = try LoadedPolicy(path: policyPath)
        self.context = context
    }

    /// The deployment, or the path of a policy that does not validate.
    package var name: String { loaded.policy?.deployment ?? loaded.path }

    /// The problems of the policy; of a valid one its doubts, for which its rules are tried on history.
    package func report() async throws -> PolicyReport {
        guard let policy = loaded.policy else { return PolicyReport(loaded) }
        return try await BlockingWork.run {
            PolicyReport(
                loaded.adding(
                    PolicyLints.problems(policy, environment: context.environment, now: context.clock.now())
                        + HistoryLints.problems(policy)))
        }
    }
}
