import Core
import Engine
package import PolicyFile
import Presentation

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

    /// The policy with its problems; a valid one with its doubts, for which its rules are tried on history.
    package func result() async throws -> LoadedPolicy {
        guard let policy = loaded.policy else { return loaded }
        return try await BlockingWork.run {
            loaded.adding(
                PolicyLints.problems(policy, environment: context.environment) + HistoryLints.problems(policy))
        }
    }
}
