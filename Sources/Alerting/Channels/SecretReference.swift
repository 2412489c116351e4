package import Core

/// A value of a channel that may hold a secret: as written, with `${NAME}` for environment variables, or `{file:
/// path}`.
///
/// Only the reference is kept; what it stands for is read when something is sent, and never stored, logged or shown.
package struct SecretReference: Equatable, Sendable {
    package enum Source: Equatable, Sendable {
        /// Text with `${NAME}` in it.
        case template(String)
        case file(String)
    }

    package let source: Source
    /// Where it stands in the policy.
    package let node: PolicyNode

    package static let shape = PolicyKey.Shape.anyOf([.text, .section(fileKeys)])
    private static let fileKeys = [
        PolicyKey(
            "file", .text, required: true, example: "/run/secrets/slack",
            doc: "A file whose content is the value; ${NAME} in its path is an environment variable.")
    ]

    init(_ source: Source, at node: PolicyNode) {
        self.source = source
        self.node = node
    }

    init?(_ node: PolicyNode, _ problems: PolicyProblems) {
        self.node = node
        if let text = node.scalar {
            source = .template(text)
        } else if case .mapping = node.content {
            guard let fields = PolicyFields(node, keys: SecretReference.fileKeys, problems: problems),
                let path = fields.text("file")
            else {
                return nil
            }
            source = .file(path)
        } else {
            problems.error(
                node, "expected a text, ${NAME}, or {file: path}, found \(node.shown)", example: "\"${SLACK_WEBHOOK}\"")
            return nil
        }
    }

    /// The environment variables that it names, in its text or in the path of its file.
    package var variables: [String] {
        let text =
            switch source {
            case .template(let text), .file(let text): text
            }
        return text.matches(of: /\$\{([A-Za-z_][A-Za-z0-9_]*)\}/).map { String($0.output.1) }
    }

    /// True if nothing but literal text stands in the policy.
    package var isLiteral: Bool {
        if case .template = source { variables.isEmpty } else { false }
    }
}
