import Core
import Yams

/// The size of a YAML document when every alias stands for all that its anchor names.
///
/// A few lines of aliases of aliases stand for more values than there is memory, and composing a mapping compares its
/// keys whole. So the size is found first, on the same document with each alias replaced by a text of its name.
struct AliasExpansion {
    /// No character of YAML's syntax, in place of the one that begins an alias.
    private static let mark: Character = "\u{F8FF}"

    private var sizes: [String: Int] = [:]
    private var excess: PolicyNode?

    /// The place at which a document becomes larger than a policy may be; nil where it does not.
    /// - Throws: `YamlError` for what is not YAML.
    static func excess(of text: String) throws -> PolicyNode? {
        guard text.contains("*") else { return nil }
        let parser = try Yams.Parser(yaml: text.replacing("*", with: String(mark)))
        guard let root = try parser.singleRoot() else { return nil }
        // Nodes do not keep their anchors; the parser does.
        return withExtendedLifetime(parser) {
            var expansion = AliasExpansion()
            _ = expansion.size(of: root, depth: 0)
            return expansion.excess
        }
    }

    /// The number of values in a node.
    private mutating func size(of node: Node, depth: Int) -> Int {
        guard excess == nil else { return 0 }
        var size = 1
        switch node {
        case .scalar(let scalar): size += aliases(in: scalar.string)
        case .sequence(let values): for value in values { size += self.size(of: value, depth: depth + 1) }
        case .mapping(let entries):
            for (key, value) in entries {
                size += self.size(of: key, depth: depth + 1) + self.size(of: value, depth: depth + 1)
            }
        case .alias: break
        }
        if let anchor = node.anchor?.rawValue { sizes[anchor] = size }
        if size > YAMLReader.maximumNodes || depth > YAMLReader.maximumDepth, excess == nil {
            excess = PolicyNode(.null, path: "", line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
        }
        return size
    }

    /// The number of values that the names after the mark stand for; an alias is taken for one also inside of a text.
    private func aliases(in text: String) -> Int {
        text.split(separator: AliasExpansion.mark, omittingEmptySubsequences: false).dropFirst().reduce(0) {
            sum, rest in
            let name = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber) || $0 == "-" || $0 == "_" }
            return min(sum + sizes[String(name), default: 0], YAMLReader.maximumNodes + 1)
        }
    }
}
