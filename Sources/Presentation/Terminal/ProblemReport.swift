package import Core

/// Problems of a policy as text, each with its place and a right example.
package struct ProblemReport: Sendable {
    package struct Model: Sendable {
        let path: String
        let summary: String
        let problems: [PolicyProblem]

        package init(path: String, summary: String, problems: [PolicyProblem]) {
            self.path = path
            self.summary = summary
            self.problems = problems
        }
    }

    private let model: Model

    package init(_ model: Model) { self.model = model }

    package func text(_ style: Style, width: Int = 100) -> String {
        var lines: [String] = []
        for problem in model.problems {
            let kind = problem.kind == .error ? style.verdict("error", .critical) : style.verdict("doubt", .warning)
            let path = problem.path.isEmpty ? "" : " \(problem.path):"
            lines.append("\(model.path):\(problem.line):\(problem.column): \(kind):\(path)")
            lines += problem.message.wrapped(to: width - 4).map { "    \($0)" }
            if let example = problem.example { lines.append("    " + style.dim("for example: \(example)")) }
        }
        return (lines + ["\(model.path): \(model.summary)"]).joined(separator: "\n") + "\n"
    }
}
