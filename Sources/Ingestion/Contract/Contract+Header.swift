package import Core

extension Contract {
    /// Pairs of a missing and an unexpected name that are compared letter by letter; where there are more, names are
    /// told by their places alone, so that two files of thousands of columns do not take minutes.
    static let maximumComparedNames = 10_000

    /// Judges the names in a header: missing, renamed, unexpected, reordered.
    /// - Parameter isOrdered: whether the order of the names means anything; in JSON it does not.
    package func headerFindings(_ header: [String], isOrdered: Bool = true) -> [Finding] {
        let expected = Set(columns.map(\.name))
        let present = Set(header)
        let missing = columns.indices.filter { !present.contains(columns[$0].name) }
        var unexpected = header.filter { !expected.contains($0) }
        let successors = successors(of: missing, in: header, unexpected: unexpected, isOrdered: isOrdered)
        let taken = Set(successors.values)
        unexpected.removeAll { taken.contains($0) }
        var findings = missing.flatMap { absence(of: columns[$0], successor: successors[$0]) }
        for name in unexpected {
            findings.append(Finding(.unexpected, column: name, "the column \"\(name)\" is not in the contract"))
        }
        let order = header.filter(expected.contains)
        let wanted = columns.map(\.name).filter(present.contains)
        if isOrdered, order != wanted, let first = zip(order, wanted).first(where: { $0 != $1 }) {
            findings.append(
                Finding(
                    .reordered, column: first.1, samples: [order.joined(separator: ", ")],
                    """
                    the columns come in the order \(order.joined(separator: ", ")); expected \
                    \(wanted.joined(separator: ", "))
                    """
                ))
        }
        return findings
    }

    private func absence(of rule: ColumnRule, successor: String?) -> [Finding] {
        var findings: [Finding] = []
        if rule.required {
            let hint = successor.map { "; is it now called \"\($0)\"?" } ?? ""
            findings.append(Finding(.missing, column: rule.name, "the column \"\(rule.name)\" is missing\(hint)"))
        }
        if let successor {
            findings.append(
                Finding(
                    .renamed, column: rule.name, samples: [successor],
                    "\"\(rule.name)\" seems to have been renamed to \"\(successor)\""))
        }
        return findings
    }

    /// The unexpected columns that have taken the places of missing ones, by the position of these: by name, or by
    /// position.
    private func successors(
        of missing: [Int], in header: [String], unexpected: [String], isOrdered: Bool
    ) -> [Int: String] {
        let areNamesCompared = missing.count * unexpected.count <= Contract.maximumComparedNames
        let spellings = areNamesCompared ? unexpected.map { NameSpelling($0) } : []
        var left = Set(unexpected)
        var successors: [Int: String] = [:]
        for position in missing {
            let free = spellings.filter { left.contains($0.name) }
            let close = NameSpelling(columns[position].name).closest(among: free)
            let inPlace =
                isOrdered && header.count == columns.count && left.contains(header[position]) ? header[position] : nil
            guard let successor = close?.name ?? inPlace else { continue }
            left.remove(successor)
            successors[position] = successor
        }
        return successors
    }
}
