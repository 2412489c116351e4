/// The model's permutation importance by group of features, in the window and in the baseline.
package struct ImportanceDetails: Equatable, Sendable {
    package let groups: [[String]]
    package let windowShares: [Double]
    package let baselineShares: [Double]
    package let rankCorrelation: Double?
    package let squaredErrorIncreases: [Double]?
    package let baselineSample: Int

    package init(
        groups: [[String]], windowShares: [Double], baselineShares: [Double], rankCorrelation: Double?,
        squaredErrorIncreases: [Double]?, baselineSample: Int
    ) {
        self.groups = groups
        self.windowShares = windowShares
        self.baselineShares = baselineShares
        self.rankCorrelation = rankCorrelation
        self.squaredErrorIncreases = squaredErrorIncreases
        self.baselineSample = baselineSample
    }
}
