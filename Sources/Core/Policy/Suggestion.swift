/// The closest of some names, as the end of a message: `; did you mean "window"?`, or nothing when none is close.
package func suggestion(for name: String, among names: [String]) -> String {
    closestName(to: name, among: names).map { "; did you mean \"\($0)\"?" } ?? ""
}

/// The name with the fewest edits to another, if they are at most a third of its length (at least two).
package func closestName(to name: String, among names: [String]) -> String? {
    let best = names.map { (name: $0, edits: editDistance($0.lowercased(), name.lowercased())) }
        .min { ($0.edits, $0.name) < ($1.edits, $1.name) }
    guard let best, best.edits <= max(2, name.count / 3) else { return nil }
    return best.name
}

/// The edits that turn one text into another: inserted, deleted, replaced or swapped neighbouring characters (optimal
/// string alignment); long names are compared by their first 100 characters.
private func editDistance(_ a: String, _ b: String) -> Int {
    let (a, b) = (Array(a.prefix(100)), Array(b.prefix(100)))
    var before = [Int]()
    var row = Array(0...b.count)
    for i in a.indices {
        var next = [i + 1]
        for j in b.indices {
            var edits = min(row[j] + (a[i] == b[j] ? 0 : 1), next[j] + 1, row[j + 1] + 1)
            if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { edits = min(edits, before[j - 1] + 1) }
            next.append(edits)
        }
        (before, row) = (row, next)
    }
    return row[b.count]
}
