package import Foundation

/// The label of one prediction as it was from one instant on.
package struct LabelVersion: Sendable {
    /// The prediction's row in ``LedgerPairs/predictions``.
    package let row: Int
    package let since: Date
    /// nil where it was known to be null.
    package let label: Double?
}

extension LedgerPairs {
    /// Every version of every label that the ledger will ever have, also of predictions without a pair; by row, then
    /// instant.
    package var labelVersions: [LabelVersion] {
        let histories = lines.histories
        return lines.labels.indices.flatMap { row in
            lines.labels[row].map { label in
                let label = Int(label)
                return LabelVersion(
                    row: row, since: histories.knownSince[label],
                    label: histories.isNull(label) ? nil : histories.labels[label])
            }
        }
    }

    /// Goes through the ledger as it came about: labels as they became known and predictions as they were made. Of one
    /// instant the labels come first, since they were known when the prediction was made.
    package func replay(label: (LabelVersion) -> Void, prediction: (_ row: Int) -> Void) {
        let madeAt = predictions.madeAt
        let made = madeAt.indices.sorted { (madeAt[$0], $0) < (madeAt[$1], $1) }
        let versions = labelVersions.sorted { ($0.since, $0.row) < ($1.since, $1.row) }
        var next = 0
        for row in made {
            while next < versions.count, versions[next].since <= madeAt[row] {
                label(versions[next])
                next += 1
            }
            prediction(row)
        }
    }
}
