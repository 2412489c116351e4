package import Core
package import PolicyFile

extension LoadedPolicy {
    /// The same policy with further problems, sorted by place.
    package func adding(_ more: [PolicyProblem]) -> LoadedPolicy {
        LoadedPolicy(
            policy: policy, problems: (problems + more).sorted { ($0.line, $0.column) < ($1.line, $1.column) },
            path: path)
    }

    package var view: ProblemReport.Model {
        ProblemReport.Model(path: path, summary: summary, problems: problems)
    }

    private var summary: String {
        let errors = problems.count { $0.kind == .error }
        let lints = problems.count - errors
        let doubts = lints == 0 ? "" : ", \(lints) doubtful thing\(lints == 1 ? "" : "s")"
        guard let policy else { return "\(errors) error\(errors == 1 ? "" : "s")\(doubts)" }
        return "valid: "
            + [
                (policy.checks.count, "check"), (policy.runbooks.count, "runbook"), (policy.teams.count, "team"),
                (policy.channels.count, "channel"),
            ]
            .map { "\($0) \($1)\($0 == 1 ? "" : "s")" }.joined(separator: ", ") + doubts
    }

    package var json: JSONValue {
        [
            "policy": .string(path), "valid": .bool(policy != nil),
            "problems": .array(
                problems.map { problem in
                    [
                        "kind": .string(problem.kind.rawValue), "path": .string(problem.path),
                        "line": .integer(problem.line),
                        "column": .integer(problem.column), "message": .string(problem.message),
                        "example": JSONValue(problem.example),
                    ]
                }),
        ]
    }
}
