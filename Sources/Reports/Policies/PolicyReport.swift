package import Core
package import PolicyFile

/// The problems of a policy, and how much there is in a valid one.
package struct PolicyReport: Sendable {
    package struct Size: Sendable {
        package let checks: Int
        package let runbooks: Int
        package let teams: Int
        package let channels: Int
    }

    package let path: String
    /// Sorted by place.
    package let problems: [PolicyProblem]
    /// nil when there are errors.
    package let size: Size?

    package init(_ loaded: LoadedPolicy) {
        path = loaded.path
        problems = loaded.problems
        size = loaded.policy.map { policy in
            Size(
                checks: policy.checks.count, runbooks: policy.runbooks.count, teams: policy.teams.count,
                channels: policy.channels.count)
        }
    }
}
