/// Rows standardised for ridge regressions, with their products, so that several targets and penalties share the work.
package struct RidgeDesign: Sendable {
    private let means: [Double]
    private let deviations: [Double]
    /// Positions of the columns that vary.
    private let varying: [Int]
    /// The varying columns, standardised, row after row.
    private let standardised: [Double]
    /// Zᵀ Z; only the lower triangle is filled.
    private let gram: [[Double]]
    private let count: Int

    /// - Parameter rows: features, all equally many; at least one row.
    package init(rows: [[Double]]) {
        precondition(!rows.isEmpty, "a regression needs rows")
        let n = Double(rows.count)
        let width = rows[0].count
        var means = [Double](repeating: 0, count: width)
        for row in rows { for column in 0..<width { means[column] += row[column] } }
        for column in 0..<width { means[column] /= n }
        var squares = [Double](repeating: 0, count: width)
        var varies = [Bool](repeating: false, count: width)
        for row in rows {
            for column in 0..<width {
                let difference = row[column] - means[column]
                squares[column] += difference * difference
                if row[column] != rows[0][column] { varies[column] = true }
            }
        }
        let deviations = (0..<width).map { varies[$0] ? (squares[$0] / n).squareRoot() : 0 }
        let varying = (0..<width).filter { deviations[$0] > 0 }
        var standardised = [Double]()
        standardised.reserveCapacity(rows.count * varying.count)
        for row in rows {
            for column in varying { standardised.append((row[column] - means[column]) / deviations[column]) }
        }
        count = rows.count
        gram = RidgeDesign.products(standardised, width: varying.count)
        self.means = means
        self.deviations = deviations
        self.varying = varying
        self.standardised = standardised
    }

    private static func products(_ z: [Double], width: Int) -> [[Double]] {
        var flat = [Double](repeating: 0, count: width * width)
        z.withUnsafeBufferPointer { z in
            for start in stride(from: 0, to: z.count, by: max(1, width)) {
                for i in 0..<width { for j in 0...i { flat[i * width + j] += z[start + i] * z[start + j] } }
            }
        }
        return (0..<width).map { Array(flat[$0 * width..<($0 + 1) * width]) }
    }

    /// - Parameters:
    ///   - targets: one per row.
    ///   - penalty: λ > 0.
    package func fit(_ targets: [Double], penalty: Double) -> RidgeRegression {
        precondition(targets.count == count && penalty > 0, "ridge needs a target for each row and a penalty")
        let intercept = targets.reduce(0, +) / Double(count)
        let width = varying.count
        var moment = [Double](repeating: 0, count: width)
        for (row, target) in targets.enumerated() {
            for i in 0..<width { moment[i] += standardised[row * width + i] * (target - intercept) }
        }
        var matrix = gram
        for i in 0..<width { matrix[i][i] += penalty }
        let solution = RidgeDesign.solve(matrix, moment)
        var coefficients = [Double](repeating: 0, count: means.count)
        for (position, column) in varying.enumerated() { coefficients[column] = solution[position] }
        return RidgeRegression(intercept: intercept, coefficients: coefficients, means: means, deviations: deviations)
    }

    /// Solves a symmetric positive definite system by Cholesky's decomposition; only the lower triangle is read.
    static func solve(_ matrix: [[Double]], _ right: [Double]) -> [Double] {
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
