/// The closest of some names, as the end of a message: `; did you mean "window"?`, or nothing when none is close.
/// - Parameter familiar: names of other tools, with those that stand for them here.
package func suggestion(for name: String, among names: [String], familiar: [String: String] = [:]) -> String {
    suggestedName(for: name, among: names, familiar: familiar).map { "; did you mean \"\($0)\"?" } ?? ""
}

/// The name that was probably meant: the one that stands for a familiar name, or the closest; nil where none is.
package func suggestedName(
    for name: String, among names: [String], familiar: [String: String] = [:]
) -> String? {
    if let known = familiar[FamiliarNames.normalised(name)], names.contains(known) { return known }
    return closestName(to: name, among: names)
}

/// The name with the fewest edits to another, if they are at most a third of its length (at least two; of names of up
/// to three characters one, and never all).
package func closestName(to name: String, among names: [String]) -> String? {
    NameSpelling(name).closest(among: names.lazy.map(NameSpelling.init))?.name
}

/// A name as it is compared with others.
package struct NameSpelling: Sendable {
    package let name: String
    /// Long names are compared by their first 100 characters.
    private let letters: [Unicode.Scalar]

    package init(_ name: String) {
        self.name = name
        letters = Array(name.lowercased().unicodeScalars.prefix(100))
    }

    /// The name with the fewest edits to this one, if they are at most a third of its length (at least two; of up to
    /// three characters one, and never all); of equally close ones the first by name.
    package func closest(among others: some Sequence<NameSpelling>) -> NameSpelling? {
        var found: (spelling: NameSpelling, edits: Int)?
        var limit = name.count <= 3 ? 1 : max(2, name.count / 3)
        for other in others where max(letters.count, other.letters.count) > 1 {
            guard let edits = edits(to: other, atMost: limit) else { continue }
            if let found, (found.edits, found.spelling.name) <= (edits, other.name) { continue }
            found = (other, edits)
            limit = edits
        }
        return found?.spelling
    }

    /// The edits that turn one name into another: inserted, deleted, replaced or swapped neighbouring characters (optimal
    /// string alignment).
    /// - Parameter limit: so that only the band of places is looked at that so many edits can reach.
    /// - Returns: nil for more than the limit.
    private func edits(to other: NameSpelling, atMost limit: Int) -> Int? {
        let (a, b) = (letters, other.letters)
        guard abs(a.count - b.count) <= limit else { return nil }
        let beyond = limit + 1
        var before = [Int](repeating: beyond, count: b.count + 1)
        var row = (0...b.count).map { min($0, beyond) }
        var next = before
        var leastBefore = 0
        for i in a.indices {
            let first = max(0, i - limit)
            let end = min(b.count, i + limit + 1)
            next[first] = first == 0 ? min(i + 1, beyond) : beyond
            var least = next[first]
            for j in first..<max(first, end) {
                var edits = min(row[j] + (a[i] == b[j] ? 0 : 1), next[j] + 1, row[j + 1] + 1)
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { edits = min(edits, before[j - 1] + 1) }
                next[j + 1] = min(edits, beyond)
                least = min(least, edits)
            }
            if end < b.count { next[end + 1] = beyond }
            // A swap reaches back two rows.
            guard least <= limit || leastBefore <= limit else { return nil }
            leastBefore = least
            (before, row, next) = (row, next, before)
        }
        return row[b.count] <= limit ? row[b.count] : nil
    }
}
