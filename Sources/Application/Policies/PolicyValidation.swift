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

    /// The problems of the policy, and its doubts, for which its rules are tried on history. Where there are errors, as
    /// much is looked at as could be read, so that nothing waits for the next run.
    package func report() async throws -> PolicyReport {
        guard let policy = loaded.draft else { return PolicyReport(loaded) }
        return try await BlockingWork.run {
            let history = HistoryLints(policy, errors: loaded.problems)
            let doubts = PolicyLints.problems(
                policy, isValid: loaded.policy != nil, environment: context.environment, now: context.clock.now(),
                sample: history.sample(of:))
            return PolicyReport(loaded.adding(doubts + history.problems))
        }
    }
}
