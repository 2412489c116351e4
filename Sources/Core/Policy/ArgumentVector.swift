/// A program to run and its arguments, as a policy holds them: no shell reads them.
package enum ArgumentVector {
    nonisolated(unsafe) private static let placeholder = /\{\{\s*([A-Za-z_]*)\s*\}\}/

    /// The arguments of a key; none, with the problem noted, where one of them is wrong.
    /// - Parameter names: of what `{{name}}` may stand for.
    package static func read(_ key: String, _ fields: PolicyFields, placeholders names: [String]) -> [String] {
        let nodes = fields.list(key)
        let problems = fields.problems
        if let node = fields[key], case .sequence(let nodes) = node.content, nodes.isEmpty {
            problems.error(node, "the command is empty", example: "\(key): [./ingest]")
        }
        let arguments = nodes.compactMap { argument($0, names: names, problems: problems) }
        guard let program = arguments.first, arguments.count == nodes.count else { return [] }
        guard !program.isEmpty, !program.contains(placeholder) else {
            problems.error(
                nodes[0], "the program to run is named in the policy; found \(nodes[0].shown)",
                example: "\(key): [./ingest]")
            return []
        }
        return arguments
    }

    private static func argument(_ node: PolicyNode, names: [String], problems: PolicyProblems) -> String? {
        guard let text = PolicyFields.scalar(node, problems, example: "[./ingest, --all]") else { return nil }
        guard !text.contains("\0") else {
            problems.error(node, "an argument cannot hold a NUL character")
            return nil
        }
        for match in text.matches(of: placeholder) where !names.contains(String(match.output.1)) {
            let name = String(match.output.1)
            let known = names.isEmpty ? "; here nothing is filled in" : "; there are \(names.joined(separator: ", "))"
            problems.error(
                node, "unknown placeholder \"{{\(name)}}\"\(suggestion(for: name, among: names))\(known)",
                example: names.first.map { "\"{{\($0)}}\"" } ?? "[./ingest]")
            return nil
        }
        return text
    }

    /// - Parameter values: of every placeholder that may stand in it.
    package static func fill(_ argument: String, _ values: [String: String]) -> String {
        argument.replacing(placeholder) { match in values[String(match.output.1)] ?? String(match.output.0) }
    }
}
