import Synchronization

/// One thing that is wrong with a policy, or doubtful in it.
package struct PolicyProblem: Hashable, Sendable {
    package enum Kind: String, Sendable {
        /// The policy does not validate.
        case error
        /// It validates, and will probably not do what its author wants.
        case lint
    }

    package let kind: Kind
    package let path: String
    package let line: Int
    package let column: Int
    /// The mistake, with the offending value.
    package let message: String
    /// A right one, as it would be written.
    package let example: String?
}

/// Collects every problem of a policy, so that all of them are reported at once, each once.
package final class PolicyProblems: Sendable {
    private struct Found {
        var inOrder: [PolicyProblem] = []
        var all: Set<PolicyProblem> = []
    }
    /// Names that may still be compared, so that thousands of unknown names do not take minutes.
    private let comparisons = Mutex(100_000)

    private let found = Mutex(Found())

    package var all: [PolicyProblem] { found.withLock { $0.inOrder } }

    package init() {}

    package func error(_ node: PolicyNode, _ message: String, example: String? = nil) {
        add(.error, at: node, message, example: example)
    }

    package func lint(_ node: PolicyNode, _ message: String, example: String? = nil) {
        add(.lint, at: node, message, example: example)
    }

    /// As ``Core/suggestion(for:among:)``, for names of which there may be thousands: at the first of many mistakes only.
    package func suggestion(for name: String, among names: [String]) -> String {
        let isWithinBounds = comparisons.withLock { left in
            left -= names.count
            return left >= 0
        }
        return isWithinBounds ? Core.suggestion(for: name, among: names) : ""
    }

    package var hasErrors: Bool { all.contains { $0.kind == .error } }

    private func add(_ kind: PolicyProblem.Kind, at node: PolicyNode, _ message: String, example: String?) {
        let problem = PolicyProblem(
            kind: kind, path: node.path, line: node.line, column: node.column, message: message, example: example)
        found.withLock { found in
            if found.all.insert(problem).inserted { found.inOrder.append(problem) }
        }
    }
}
