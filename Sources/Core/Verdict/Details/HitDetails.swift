/// Predictions that had the label's sign.
package struct HitDetails: Equatable, Sendable {
    package let hits: Int
    /// Labels without a sign, which are left out.
    package let labelsOfZero: Int

    package init(hits: Int, labelsOfZero: Int) {
        self.hits = hits
        self.labelsOfZero = labelsOfZero
    }
}
