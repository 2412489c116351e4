/// The settings of a policy as texts, so that a later policy can be compared with it.
package struct PolicySettings: Equatable, Sendable {
    /// Sections whose entries have names.
    private static let named: Set<String> = ["sources", "checks", "runbooks", "teams", "channels"]
    /// Sections that may hold secrets, or texts that are too long to be read in a line: of their entries it is known
    /// only that they changed.
    private static let hidden: Set<String> = ["channels", "runbooks"]

    /// By their owner, which is a section or an entry of it (`decision`, `checks.nulls`), and their place in it
    /// (`critical`, `columns`).
    package let values: [String: [String: String]]

    package init(values: [String: [String: String]]) { self.values = values }

    /// - Parameter node: the whole policy.
    package init(_ node: PolicyNode) {
        var values: [String: [String: String]] = [:]
        guard case .mapping(let sections) = node.content else {
            self.init(values: [:])
            return
        }
        for section in sections {
            for (owner, node) in PolicySettings.owners(of: section) {
                values[owner] =
                    PolicySettings.hidden.contains(section.name)
                    ? ["": "\(node.fingerprint())"] : PolicySettings.texts(of: node, at: "")
            }
        }
        self.init(values: values)
    }

    private static func owners(of section: PolicyNode.Entry) -> [(String, PolicyNode)] {
        guard named.contains(section.name) else { return [(section.name, section.value)] }
        switch section.value.content {
        case .mapping(let entries): return entries.map { ("\(section.name).\($0.name)", $0.value) }
        case .sequence(let items):
            return items.map { item in
                guard case .mapping(let entries) = item.content else { return (section.name, item) }
                return ("\(section.name).\(entries.first { $0.name == "name" }?.value.scalar ?? "?")", item)
            }
        case .null, .scalar: return [(section.name, section.value)]
        }
    }

    private static func texts(of node: PolicyNode, at place: String) -> [String: String] {
        guard case .mapping(let entries) = node.content else { return [place: flow(node)] }
        var texts: [String: String] = [:]
        for entry in entries {
            let inner = place.isEmpty ? entry.name : "\(place).\(entry.name)"
            texts.merge(PolicySettings.texts(of: entry.value, at: inner)) { first, _ in first }
        }
        return texts
    }

    /// On one line, as YAML would have it.
    private static func flow(_ node: PolicyNode) -> String {
        switch node.content {
        case .null: "null"
        case .scalar(let text): text
        case .sequence(let nodes): "[\(nodes.map(flow).joined(separator: ", "))]"
        case .mapping(let entries): "{\(entries.map { "\($0.name): \(flow($0.value))" }.joined(separator: ", "))}"
        }
    }

    /// A text that is the same for the same settings.
    package var text: String {
        JSONValue.object(values.mapValues { .object($0.mapValues(JSONValue.string)) }).compact
    }

    package var digest: String { Digest.sha256(text).hexadecimal }

    /// The changes since earlier settings in words, by their owner: `critical: above 2 → above 5`.
    /// - Parameter ignored: places that do not count.
    package func changes(from earlier: PolicySettings, without ignored: Set<String> = []) -> [String: String] {
        var changes: [String: String] = [:]
        for owner in Set(values.keys).union(earlier.values.keys) where values[owner] != earlier.values[owner] {
            let old = earlier.values[owner]?.filter { !ignored.contains($0.key) }
            let new = values[owner]?.filter { !ignored.contains($0.key) }
            guard old != new else { continue }
            let isHidden = PolicySettings.hidden.contains { owner.hasPrefix("\($0).") }
            if let old, let new {
                changes[owner] = isHidden ? "changed" : PolicySettings.differences(old, new)
            } else {
                changes[owner] = old == nil ? "added" : "removed"
            }
        }
        return changes
    }

    private static let longestText = 200

    private static func differences(_ old: [String: String], _ new: [String: String]) -> String {
        func shown(_ text: String?) -> String {
            let text = text ?? "nothing"
            return text.count > longestText ? text.prefix(longestText - 1) + "…" : text
        }
        let places = Set(old.keys).union(new.keys).filter { old[$0] != new[$0] }.sorted()
        return places.map { place in
            "\(place.isEmpty ? "" : "\(place): ")\(shown(old[place])) → \(shown(new[place]))"
        }.joined(separator: "; ")
    }
}
