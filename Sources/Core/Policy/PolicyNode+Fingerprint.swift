extension PolicyNode {
    /// The fingerprint of its content, whatever the order of its keys, its place, its style and its comments.
    /// - Parameter names: of keys at its top that do not matter.
    package func fingerprint(without names: Set<String> = []) -> Fingerprint {
        var fingerprint = Fingerprint()
        switch content {
        case .null: fingerprint.combine("null")
        case .scalar(let text):
            fingerprint.combine("scalar")
            fingerprint.combine(text)
        case .sequence(let nodes):
            fingerprint.combine("sequence")
            for node in nodes { fingerprint.combine(node.fingerprint().value) }
        case .mapping(let entries):
            fingerprint.combine("mapping")
            for entry in entries.sorted(by: { $0.name < $1.name }) where !names.contains(entry.name) {
                fingerprint.combine(entry.name)
                fingerprint.combine(entry.value.fingerprint().value)
            }
        }
        return fingerprint
    }
}
