import Core
package import Reports

extension PolicyReport: Presentable {
    /// Each problem with its place and a right example, and a summary.
    package func text(_ style: Style, width: Int) -> String {
        var lines: [String] = []
        for problem in problems {
            let kind = problem.kind == .error ? style.verdict("error", .critical) : style.verdict("doubt", .warning)
            let place = problem.path.isEmpty ? "" : " \(problem.path.printable):"
            lines.append("\(path):\(problem.line):\(problem.column): \(kind):\(place)")
            lines += problem.message.wrapped(to: width - 4).map { "    \($0)" }
            if let example = problem.example { lines.append("    " + style.dim("for example: \(example)")) }
        }
        return (lines + ["\(path): \(summary)"]).joined(separator: "\n") + "\n"
    }

    private var summary: String {
        let errors = problems.count { $0.kind == .error }
        let lints = problems.count - errors
        let doubts = lints == 0 ? "" : ", \(lints.counted("doubtful thing"))"
        guard let size else { return errors.counted("error") + doubts }
        let parts = [
            size.checks.counted("check"), size.runbooks.counted("runbook"), size.teams.counted("team"),
            size.channels.counted("channel"),
        ]
        return "valid: " + parts.joined(separator: ", ") + doubts
    }
}
