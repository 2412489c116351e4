/// Ridge regression: least squares with a penalty on the size of the standardised coefficients.
///
/// Minimises Σ(y − b₀ − z·b)² + λ‖b‖², z the columns of x standardised on the rows that are fitted (divided by n, not n − 1), b₀
/// not penalised. A column that does not vary has coefficient 0. Source: Hoerl and Kennard, 1970. The coefficients are
/// shrunk and so biased: they say what the fit leans on, not what causes what; no standard errors.
package struct RidgeRegression: Equatable, Sendable {
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
        precondition(
            !rows.isEmpty && rows.count == targets.count && penalty > 0, "ridge needs rows, targets and a penalty")
        let n = Double(rows.count)
        let width = rows[0].count
        let means = (0..<width).map { column in rows.reduce(0) { $0 + $1[column] } / n }
        let deviations = (0..<width).map { column -> Double in
            let first = rows[0][column]
            if rows.allSatisfy({ $0[column] == first }) { return 0 }
            let squares = rows.reduce(0.0) { $0 + ($1[column] - means[column]) * ($1[column] - means[column]) }
            return (squares / n).squareRoot()
        }
        let intercept = targets.reduce(0, +) / n
        let varying = (0..<width).filter { deviations[$0] > 0 }
        var gram = [[Double]](repeating: [Double](repeating: 0, count: varying.count), count: varying.count)
        var moment = [Double](repeating: 0, count: varying.count)
        for (row, target) in zip(rows, targets) {
            let z = varying.map { (row[$0] - means[$0]) / deviations[$0] }
            for i in z.indices {
                moment[i] += z[i] * (target - intercept)
                for j in 0...i { gram[i][j] += z[i] * z[j] }
            }
        }
        for i in gram.indices { gram[i][i] += penalty }
        let solution = RidgeRegression.solve(gram, moment)
        var coefficients = [Double](repeating: 0, count: width)
        for (position, column) in varying.enumerated() { coefficients[column] = solution[position] }
        self.init(intercept: intercept, coefficients: coefficients, means: means, deviations: deviations)
    }

    /// The fitted value of a row of features.
    package func callAsFunction(_ features: [Double]) -> Double {
        var value = intercept
        for i in coefficients.indices where deviations[i] > 0 {
            value += coefficients[i] * (features[i] - means[i]) / deviations[i]
        }
        return value
    }

    /// Solves a symmetric positive definite system by Cholesky's decomposition; only the lower triangle is read.
    private static func solve(_ matrix: [[Double]], _ right: [Double]) -> [Double] {
        var factor = matrix
        for i in factor.indices {
            for j in 0...i {
                var sum = matrix[i][j]
                for k in 0..<j { sum -= factor[i][k] * factor[j][k] }
                factor[i][j] = i == j ? sum.squareRoot() : sum / factor[j][j]
            }
        }
        var solution = right
        for i in solution.indices {
            for k in 0..<i { solution[i] -= factor[i][k] * solution[k] }
            solution[i] /= factor[i][i]
        }
        for i in solution.indices.reversed() {
            for k in solution.indices where k > i { solution[i] -= factor[k][i] * solution[k] }
            solution[i] /= factor[i][i]
        }
        return solution
    }
}
