/// Predictions that had the label's sign.
package struct HitDetails: Equatable, Sendable {
    package let hits: Int
    /// Labels without a sign, which are left out.
    package let labelsOfZero: Int
    /// nil where it was not asked for.
    package var base: Base?

    /// The hits of always saying the commoner sign.
    package struct Base: Equatable, Sendable {
        /// The share of labels that have it.
        package let rate: Double
        package let isUp: Bool
        /// Labels that the predictions alone had right, and that the commoner sign alone had.
        package let predictionsAlone: Int
        package let signAlone: Int
        /// McNemar's exact p-value, two-sided.
        package let pValue: Double

        package init(rate: Double, isUp: Bool, predictionsAlone: Int, signAlone: Int, pValue: Double) {
            self.rate = rate
            self.isUp = isUp
            self.predictionsAlone = predictionsAlone
            self.signAlone = signAlone
            self.pValue = pValue
        }
    }

    package init(hits: Int, labelsOfZero: Int) {
        self.hits = hits
        self.labelsOfZero = labelsOfZero
    }
}
