package import Core

/// The weight of each group of features in a deployed model, on the window's rows and on the baseline's.
package enum ImportanceObservation: Sendable {
    package struct Shares: Sendable {
        package let groups: [[String]]
        package let window: [Double]
        package let baseline: [Double]
        package let squaredErrorIncreases: [Double]?
        package let rows: Int
        package let baselineRows: Int
        /// Names the baseline's rows and the model.
        package let digest: Digest
        /// The shares on samples of the baseline's rows, each as many as the window has; empty where they were not asked
        /// for.
        package let resampled: [[Double]]

        package init(
            groups: [[String]], window: [Double], baseline: [Double], squaredErrorIncreases: [Double]?, rows: Int,
            baselineRows: Int, digest: Digest, resampled: [[Double]] = []
        ) {
            self.groups = groups
            self.window = window
            self.baseline = baseline
            self.squaredErrorIncreases = squaredErrorIncreases
            self.rows = rows
            self.baselineRows = baselineRows
            self.digest = digest
            self.resampled = resampled
        }
    }

    /// Rows below which importance is not judged.
    package static let minimumRows = 252

    case shares(Shares)
    /// The reason why there is none.
    case absent(MeasuredValue.Absence, rows: Int)
}
