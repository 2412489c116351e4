/// Ridge regression: least squares with a penalty on the size of the standardised coefficients.
///
/// Minimises Σ(y − b₀ − z·b)² + λ‖b‖², z the columns of x standardised on the rows that are fitted (divided by n, not n
/// − 1), b₀ not penalised. A column that does not vary has coefficient 0. Source: Hoerl and Kennard, 1970. The
/// coefficients are shrunk and so biased: they say what the fit leans on, not what causes what; no standard errors.
package struct RidgeRegression: Codable, Equatable, Sendable {
    /// Mean of the fitted y.
    package let intercept: Double
    /// One per column, for the standardised column.
    package let coefficients: [Double]
    package let means: [Double]
    /// Population standard deviations; 0 for a column that does not vary.
    package let deviations: [Double]

    package init(intercept: Double, coefficients: [Double], means: [Double], deviations: [Double]) {
        self.intercept = intercept
        self.coefficients = coefficients
        self.means = means
        self.deviations = deviations
    }

    /// - Parameters:
    ///   - rows: features, all equally many; at least one row.
    ///   - targets: one per row.
    ///   - penalty: λ > 0.
    package init(rows: [[Double]], targets: [Double], penalty: Double) {
        self = RidgeDesign(rows: rows).fit(targets, penalty: penalty)
    }

    /// The fitted value of a row of features.
    package func callAsFunction(_ features: [Double]) -> Double {
        var value = intercept
        for i in coefficients.indices where deviations[i] > 0 {
            value += term(i, of: features[i])
        }
        return value
    }

    /// The term that a column that varies adds to the fitted value.
    package func term(_ column: Int, of feature: Double) -> Double {
        coefficients[column] * (feature - means[column]) / deviations[column]
    }
}
