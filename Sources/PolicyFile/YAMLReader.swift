import Core
import Yams

/// Reads YAML into nodes with their places. The only user of Yams.
struct YAMLReader {
    /// The most that a document may hold; aliases count each time they are used.
    static let maximumNodes = 100_000
    static let maximumDepth = 32

    private static let tooLarge =
        "the policy is larger than \(maximumNodes) values or deeper than \(maximumDepth) levels"

    private let problems: PolicyProblems
    private var nodes = 0

    /// - Returns: nil, with the problem noted, for text that is not one YAML document within bounds.
    static func read(_ text: String, _ problems: PolicyProblems) -> PolicyNode? {
        let start = PolicyNode(.null, path: "", line: 1, column: 1)
        do {
            guard let root = try root(of: text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text, problems) else {
                return nil
            }
            var reader = YAMLReader(problems: problems)
            return reader.convert(root, path: "", depth: 0)
        } catch let error as YamlError {
            let (line, column, message) = describe(error)
            problems.error(PolicyNode(.null, path: "", line: line, column: column), message)
            return nil
        } catch {
            problems.error(start, "not YAML: \(error)")
            return nil
        }
    }

    /// The document; a key that stands in a mapping more than once is noted, and the rest is read all the same.
    private static func root(of text: String, _ problems: PolicyProblems) throws -> Node? {
        var document = RepeatedKeys(text)
        while true {
            do {
                if let place = try AliasExpansion.excess(of: document.text) {
                    problems.error(place, tooLarge)
                    return nil
                }
                guard let root = try Yams.compose(yaml: document.text) else {
                    let start = PolicyNode(.null, path: "", line: 1, column: 1)
                    problems.error(start, "the file is empty; expected a policy", example: "version: 1")
                    return nil
                }
                return root
            } catch YamlError.duplicatedKeysInMapping(let names, let context) {
                let place = PolicyNode(.null, path: "", line: context.mark.line, column: context.mark.column)
                problems.error(place, "the key \"\(names.first ?? "?")\" appears more than once")
                guard document.setAside(context.mark) else { return nil }
            }
        }
    }

    private init(problems: PolicyProblems) { self.problems = problems }

    private mutating func convert(_ node: Node, path: String, depth: Int) -> PolicyNode? {
        let line = node.mark?.line ?? 1
        let column = node.mark?.column ?? 1
        let place = PolicyNode(.null, path: path, line: line, column: column)
        nodes += 1
        guard nodes <= YAMLReader.maximumNodes, depth <= YAMLReader.maximumDepth else {
            if nodes == YAMLReader.maximumNodes + 1 || depth == YAMLReader.maximumDepth + 1 {
                problems.error(place, YAMLReader.tooLarge)
            }
            return nil
        }
        switch node {
        case .scalar(let scalar):
            if scalar.string.unicodeScalars.contains("\0") {
                // A store keeps no text with one in it.
                problems.error(place, "a text holds the character NUL, which nothing in a policy may")
                let text = scalar.string.replacing("\0", with: "")
                return PolicyNode(.scalar(text), path: path, line: line, column: column)
            }
            let plain = scalar.style == .plain
            if plain, ["", "~", "null", "Null", "NULL"].contains(scalar.string) { return place }
            return PolicyNode(.scalar(scalar.string), path: path, line: line, column: column)
        case .sequence(let sequence):
            var values: [PolicyNode] = []
            for (index, value) in sequence.enumerated() {
                guard let value = convert(value, path: "\(path)[\(index)]", depth: depth + 1) else { return nil }
                values.append(value)
            }
            return PolicyNode(.sequence(values), path: path, line: line, column: column)
        case .mapping(let mapping):
            var entries: [PolicyNode.Entry] = []
            for (key, value) in mapping {
                let name = key.scalar?.string ?? "?"
                if RepeatedKeys.isSetAside(name) { continue }
                let keyPath = path.isEmpty ? name : "\(path).\(name)"
                guard let key = convert(key, path: keyPath, depth: depth + 1),
                    let value = convert(value, path: keyPath, depth: depth + 1)
                else { return nil }
                entries.append(PolicyNode.Entry(key: key, name: name, value: value))
            }
            return PolicyNode(.mapping(entries), path: path, line: line, column: column)
        case .alias:
            problems.error(place, "an alias that names no anchor")
            return nil
        }
    }

    private static func describe(_ error: YamlError) -> (line: Int, column: Int, message: String) {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            return (
                mark.line, mark.column,
                """
                not YAML: \
                \(problem)\(problem.contains("cannot start any token") ? " (a tab? YAML is indented with spaces)" : "")
                """
            )
        case .reader(let problem, _, _, _): return (1, 1, "not YAML: \(problem)")
        default: return (1, 1, "not YAML: \(error)")
        }
    }
}
