package import TradingCalendar

/// A mapping of a policy read against its keys. Whatever is wrong is noted, and reading goes on.
package struct PolicyFields {
    package let node: PolicyNode
    package let problems: PolicyProblems
    private let fields: [String: PolicyNode]
    private let keys: [PolicyKey]

    /// - Returns: nil, with the problem noted, when the node is not a mapping.
    package init?(_ node: PolicyNode, keys: [PolicyKey], problems: PolicyProblems) {
        guard case .mapping(let entries) = node.content else {
            let names = keys.map(\.name).joined(separator: ", ")
            problems.error(node, "expected a mapping with the keys \(names), found \(node.shown)")
            return nil
        }
        for entry in entries where !keys.contains(where: { $0.name == entry.name }) {
            problems.error(
                entry.key,
                """
                unknown key \
                \"\(entry.name)\"\(suggestion(for: entry.name, among: keys.map(\.name), familiar: FamiliarNames.keys))
                """)
        }
        for key in keys where key.required && !entries.contains(where: { $0.name == key.name }) {
            problems.error(
                node, "the key \"\(key.name)\" is missing: \(key.doc)", example: "\(key.name): \(key.example)")
        }
        self.node = node
        self.problems = problems
        self.keys = keys
        fields = Dictionary(entries.map { ($0.name, $0.value) }) { first, _ in first }
    }

    package subscript(key: String) -> PolicyNode? { fields[key] }

    /// A scalar read by `parse`, which returns nil for what it does not understand.
    package func value<Value>(_ key: String, expected: String, _ parse: (String) -> Value?) -> Value? {
        fields[key].flatMap { node in
            PolicyFields.value(node, problems: problems, expected: expected, example: example(key), parse: parse)
        }
    }

    package func text(_ key: String) -> String? {
        value(key, expected: "a text") { $0.isEmpty ? nil : $0 }
    }

    package func integer(_ key: String, in range: ClosedRange<Int>) -> Int? {
        value(key, expected: "a whole number from \(range.lowerBound) to \(range.upperBound)") { text in
            Int(text).flatMap { range.contains($0) ? $0 : nil }
        }
    }

    /// A decimal number: no infinity, no hexadecimal.
    package func number(_ key: String) -> Double? {
        value(key, expected: "a number", PolicyFields.number)
    }

    package static func number(_ text: String) -> Double? {
        let allowed = text.utf8.allSatisfy { (48...57).contains($0) || [0x2E, 0x2D, 0x2B, 0x65, 0x45].contains($0) }
        return allowed ? Double(text).flatMap { $0.isFinite ? $0 : nil } : nil
    }

    package func boolean(_ key: String) -> Bool? {
        value(key, expected: "true or false") { ["true": true, "false": false][$0] }
    }

    /// `63 sessions`
    package func sessions(_ key: String, in range: ClosedRange<Int>) -> Int? {
        fields[key].flatMap { node in
            let count = node.scalar.flatMap(PolicyFields.sessionsMeant).flatMap { range.contains($0) ? $0 : nil }
            return PolicyFields.value(
                node, problems: problems,
                expected: "a number of sessions from \(range.lowerBound) to \(range.upperBound)",
                example: count.map { "\(key): \($0.counted("session"))" } ?? example(key)
            ) { text in
                guard case .sessions(let count)? = TimeSpan(text), range.contains(count) else { return nil }
                return count
            }
        }
    }

    /// The sessions that a length in another unit comes to on an exchange: `21`, `21 days`, `3 weeks`, `1 year`.
    private static func sessionsMeant(_ text: String) -> Int? {
        guard let match = text.wholeMatch(of: /\s*([0-9]{1,5})\s*([A-Za-z]*)\s*/), let count = Int(match.output.1)
        else { return nil }
        switch match.output.2.lowercased() {
        case "", "d", "day", "days", "session", "sessions", "rows", "row", "trading", "bars", "periods": return count
        case "w", "week", "weeks": return 5 * count
        case "month", "months", "mo": return 21 * count
        case "y", "year", "years": return 252 * count
        default: return nil
        }
    }

    /// `5 sessions` or `15 minutes`
    /// - Parameter range: of sessions, or of any unit of time.
    package func span(_ key: String, in range: ClosedRange<Int>) -> TimeSpan? {
        let (least, most) = (range.lowerBound, range.upperBound)
        let expected = "a number of sessions from \(least) to \(most), or a time such as 15 minutes"
        return value(key, expected: expected) { text in
            TimeSpan(text).flatMap { span in
                if case .sessions(let count) = span, !range.contains(count) { return nil }
                return span.amount >= least ? span : nil
            }
        }
    }

    /// `1 minute`; once a session where the key is absent, nil where it cannot be read.
    package func cadence(_ key: String) -> Cadence? {
        guard fields[key] != nil else { return .session }
        return value(key, expected: "a time from 1 second to 24 hours") { text in
            DurationText.seconds(text).flatMap { (1...86_400).contains($0) ? Cadence.every(seconds: $0) : nil }
        }
    }

    /// The same in the unit of a cadence: sessions where sessions are the clock, else wall time.
    /// - Parameter cadence: nil where it cannot be read, so that either may be right.
    package func span(_ key: String, of cadence: Cadence?, in range: ClosedRange<Int>) -> TimeSpan? {
        guard let cadence else { return span(key, in: range) }
        guard let node = fields[key] else { return nil }
        guard let text = node.scalar, let span = TimeSpan(text), !span.fits(cadence) else {
            switch cadence {
            case .session: return sessions(key, in: range).map(TimeSpan.sessions)
            case .every:
                return PolicyFields.value(
                    node, problems: problems, expected: "a time such as 5 minutes", example: "\(key): 5 minutes"
                ) { text in
                    DurationText.seconds(text).flatMap { $0 >= range.lowerBound ? .seconds($0) : nil }
                }
            }
        }
        switch cadence {
        case .session:
            problems.error(
                node, "\(node.shown) is wall time, and this check is judged once a session",
                example: "\(key): 3 sessions    # or every: 1 minute")
        case .every(let seconds):
            problems.error(
                node, "\(node.shown) counts sessions, and this check is judged every \(DurationText.text(seconds))",
                example: "\(key): 5 minutes")
        }
        return nil
    }

    /// - Parameter familiar: names of other tools, with those that stand for them here.
    package func choice<Value: RawRepresentable<String>>(
        _ key: String, among values: [Value], familiar: [String: String] = [:]
    ) -> Value? {
        guard let node = fields[key], let text = PolicyFields.scalar(node, problems, example: example(key)) else {
            return nil
        }
        if let value = values.first(where: { $0.rawValue == text }) { return value }
        let names = values.map(\.rawValue)
        let meant = suggestedName(for: text, among: names, familiar: familiar)
        problems.error(
            node,
            """
            \(node.shown) is not one of \(names.joined(separator: ", "))\(meant.map { "; did you mean \"\($0)\"?" } ?? "")
            """,
            example: "\(key): \(meant ?? example(key))")
        return nil
    }

    /// One value or a list of them.
    package func oneOrMore(_ key: String) -> [PolicyNode] {
        guard let node = fields[key] else { return [] }
        if case .sequence(let nodes) = node.content { return nodes }
        return [node]
    }

    package func list(_ key: String) -> [PolicyNode] {
        guard let node = fields[key] else { return [] }
        guard case .sequence(let nodes) = node.content else {
            problems.error(node, "expected a list, found \(node.shown)", example: "\(key): \(example(key))")
            return []
        }
        return nodes
    }

    /// The entries of a mapping with free names.
    package func entries(_ key: String) -> [PolicyNode.Entry] {
        guard let node = fields[key] else { return [] }
        guard case .mapping(let entries) = node.content else {
            problems.error(node, "expected a mapping of names, found \(node.shown)", example: "\(key): \(example(key))")
            return []
        }
        return entries
    }

    /// The names of a mapping's entries; nil where there is no mapping to look a name up in.
    package func names(_ key: String) -> [String]? {
        guard case .mapping(let entries)? = fields[key]?.content else { return nil }
        return entries.map(\.name)
    }

    /// A name is printed, logged and sent, and people type it.
    package static func checkName(_ name: String, at node: PolicyNode, _ problems: PolicyProblems) {
        if name != name.printable {
            problems.error(
                node, "the name \"\(name.printable)\" holds a control character; expected one line of visible text")
        }
    }

    /// One text or a list of texts.
    package func texts(_ key: String) -> [String] {
        oneOrMore(key).compactMap { PolicyFields.scalar($0, problems, example: example(key)) }
    }

    package static func value<Value>(
        _ node: PolicyNode, problems: PolicyProblems, expected: String, example: String, parse: (String) -> Value?
    ) -> Value? {
        guard let text = scalar(node, problems, example: example) else { return nil }
        guard let value = parse(text) else {
            problems.error(node, "\(node.shown) is not \(expected)", example: example)
            return nil
        }
        return value
    }

    package static func scalar(_ node: PolicyNode, _ problems: PolicyProblems, example: String) -> String? {
        if let text = node.scalar { return text }
        let found =
            node.content == .null
            ? "nothing: an empty value, ~ and a null without quotes are YAML's null, and no text" : node.shown
        problems.error(node, "expected a single value, found \(found)", example: example)
        return nil
    }

    private func example(_ key: String) -> String { keys.first { $0.name == key }?.example ?? "" }
}
