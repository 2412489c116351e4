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
        precondition(rows.allSatisfy { $0.count == rows[0].count }, "every row has all features")
        self.init(values: rows.flatMap { $0 }, count: rows.count)
    }

    /// - Parameters:
    ///   - values: the features row after row. One flat array: to count the references of a row each time that it is
    ///     read costs more than the arithmetic.
    ///   - count: rows, at least one.
    package init(values: [Double], count: Int) {
        precondition(count > 0 && values.count % count == 0, "a regression needs rows, with all features")
        let (means, deviations) = RidgeDesign.moments(values, width: values.count / count)
        let varying = deviations.indices.filter { deviations[$0] > 0 }
        standardised = RidgeDesign.standardised(values, means: means, deviations: deviations, columns: varying)
        gram = RidgeDesign.products(standardised, width: varying.count)
        self.count = count
        self.means = means
        self.deviations = deviations
        self.varying = varying
    }

    /// Means and population deviations of the columns; a deviation of 0 where a column does not vary.
    private static func moments(_ values: [Double], width: Int) -> (means: [Double], deviations: [Double]) {
        let n = Double(values.count / max(1, width))
        var means = [Double](repeating: 0, count: width)
        var squares = [Double](repeating: 0, count: width)
        var varies = [Bool](repeating: false, count: width)
        values.withUnsafeBufferPointer { values in
            let starts = stride(from: 0, to: values.count, by: max(1, width))
            means.withUnsafeMutableBufferPointer { means in
                for start in starts { for column in 0..<width { means[column] += values[start + column] } }
                for column in 0..<width { means[column] /= n }
                squares.withUnsafeMutableBufferPointer { squares in
                    for start in starts {
                        for column in 0..<width {
                            let difference = values[start + column] - means[column]
                            squares[column] += difference * difference
                        }
                    }
                }
            }
            for start in starts {
                for column in 0..<width where values[start + column] != values[column] { varies[column] = true }
            }
        }
        return (means, squares.indices.map { varies[$0] ? (squares[$0] / n).squareRoot() : 0 })
    }

    private static func standardised(
        _ values: [Double], means: [Double], deviations: [Double], columns: [Int]
    ) -> [Double] {
        let width = means.count
        let rows = values.count / max(1, width)
        return [Double](unsafeUninitializedCapacity: rows * columns.count) { result, count in
            values.withUnsafeBufferPointer { values in
                for row in 0..<rows {
                    for column in columns {
                        result[count] = (values[row * width + column] - means[column]) / deviations[column]
                        count += 1
                    }
                }
            }
        }
    }

    private static func products(_ z: [Double], width: Int) -> [[Double]] {
        var flat = [Double](repeating: 0, count: width * width)
        z.withUnsafeBufferPointer { z in
            flat.withUnsafeMutableBufferPointer { flat in
                for start in stride(from: 0, to: z.count, by: max(1, width)) {
                    for i in 0..<width {
                        let factor = z[start + i]
                        for j in 0...i { flat[i * width + j] += factor * z[start + j] }
                    }
                }
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
        standardised.withUnsafeBufferPointer { standardised in
            moment.withUnsafeMutableBufferPointer { moment in
                for row in targets.indices {
                    let difference = targets[row] - intercept
                    for i in 0..<width { moment[i] += standardised[row * width + i] * difference }
                }
            }
        }
        var matrix = gram
        for i in 0..<width { matrix[i][i] += penalty }
        let solution = RidgeDesign.solve(matrix, right: moment)
        var coefficients = [Double](repeating: 0, count: means.count)
        for (position, column) in varying.enumerated() { coefficients[column] = solution[position] }
        return RidgeRegression(intercept: intercept, coefficients: coefficients, means: means, deviations: deviations)
    }

    /// Solves a symmetric positive definite system by Cholesky's decomposition; only the lower triangle is read.
    static func solve(_ matrix: [[Double]], right: [Double]) -> [Double] {
        var factor = matrix
        for i in factor.indices {
            var row = matrix[i]
            for j in 0..<i {
                let other = factor[j]
                var sum = row[j]
                for k in 0..<j { sum -= row[k] * other[k] }
                row[j] = sum / other[j]
            }
            var sum = row[i]
            for k in 0..<i { sum -= row[k] * row[k] }
            row[i] = sum.squareRoot()
            factor[i] = row
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
