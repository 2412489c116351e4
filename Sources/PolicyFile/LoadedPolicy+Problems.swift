package import Core

extension LoadedPolicy {
    /// The same policy with further problems, sorted by place.
    package func adding(_ more: [PolicyProblem]) -> LoadedPolicy {
        LoadedPolicy(
            policy: policy, draft: draft,
            problems: (problems + more).sorted { ($0.line, $0.column) < ($1.line, $1.column) },
            path: path)
    }
}
