/// Rows standardised for ridge regressions, with their products, so that several targets and penalties share the work.
package struct RidgeDesign: Sendable {
    /// Two columns are computed with at once.
    private typealias Pair = SIMD2<Double>

    private let means: [Double]
    private let deviations: [Double]
    /// Positions of the columns that vary.
    private let varying: [Int]
    /// The varying columns, standardised, in pairs, row after row; a single last one beside zeros.
    private let standardised: [Pair]
    /// Pairs in a row.
    private let stride: Int
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
        stride = (varying.count + 1) / 2
        standardised = RidgeDesign.standardised(values, means: means, deviations: deviations, columns: varying)
        gram = RidgeDesign.products(standardised, width: varying.count)
        self.count = count
        self.means = means
        self.deviations = deviations
        self.varying = varying
    }

    /// Means and population deviations of the columns; a deviation of 0 where a column does not vary.
    private static func moments(_ values: [Double], width: Int) -> (means: [Double], deviations: [Double]) {
        guard width > 0 else { return ([], []) }
        let n = Double(values.count / width)
        var means = [Double](repeating: 0, count: width)
        var squares = [Double](repeating: 0, count: width)
        var varies = [Bool](repeating: false, count: width)
        values.withUnsafeBufferPointer { values in
            means.withUnsafeMutableBufferPointer { means in
                for start in Swift.stride(from: 0, to: values.count, by: width) {
                    for column in 0..<width { means[column] += values[start + column] }
                }
                for column in 0..<width { means[column] /= n }
                squares.withUnsafeMutableBufferPointer { squares in
                    for start in Swift.stride(from: 0, to: values.count, by: width) {
                        for column in 0..<width {
                            let difference = values[start + column] - means[column]
                            squares[column] += difference * difference
                        }
                    }
                }
            }
            for column in 0..<width {
                varies[column] = Swift.stride(from: column, to: values.count, by: width).contains {
                    values[$0] != values[column]
                }
            }
        }
        return (means, squares.indices.map { varies[$0] ? (squares[$0] / n).squareRoot() : 0 })
    }

    private static func standardised(
        _ values: [Double], means: [Double], deviations: [Double], columns: [Int]
    ) -> [Pair] {
        let width = means.count
        let rows = values.count / max(1, width)
        let stride = (columns.count + 1) / 2
        // The columns of each pair, with what they are standardised by; the second of a single last one is itself.
        let pairs = (0..<stride).map { pair in
            let (first, second) = (columns[2 * pair], columns[min(2 * pair + 1, columns.count - 1)])
            return (
                first: first, second: second, means: Pair(means[first], means[second]),
                deviations: Pair(deviations[first], deviations[second])
            )
        }
        return [Pair](unsafeUninitializedCapacity: rows * stride) { result, count in
            values.withUnsafeBufferPointer { values in
                for (place, pair) in pairs.enumerated() {
                    let isSingle = 2 * place + 1 == columns.count
                    for row in 0..<rows {
                        let value = Pair(values[row * width + pair.first], values[row * width + pair.second])
                        var standardised = (value - pair.means) / pair.deviations
                        if isSingle { standardised.y = 0 }
                        result[row * stride + place] = standardised
                    }
                }
            }
            count = rows * stride
        }
    }

    /// The products are added up row after row, whatever is computed at once, so that their last bits do not depend on
    /// it.
    private static func products(_ z: [Pair], width: Int) -> [[Double]] {
        let stride = (width + 1) / 2
        guard stride > 0 else { return [] }
        var sums = [Pair](repeating: .zero, count: width * stride)
        z.withUnsafeBufferPointer { z in
            sums.withUnsafeMutableBufferPointer { sums in
                var start = 0
                while start + 4 * stride <= z.count {
                    let (a, b, c, d) = (start, start + stride, start + 2 * stride, start + 3 * stride)
                    for i in 0..<width {
                        let (pair, side) = (i / 2, i % 2)
                        let factors = (z[a + pair][side], z[b + pair][side], z[c + pair][side], z[d + pair][side])
                        for j in 0...pair {
                            var sum = sums[i * stride + j] + factors.0 * z[a + j]
                            sum += factors.1 * z[b + j]
                            sum += factors.2 * z[c + j]
                            sums[i * stride + j] = sum + factors.3 * z[d + j]
                        }
                    }
                    start += 4 * stride
                }
                while start < z.count {
                    for i in 0..<width {
                        let factor = z[start + i / 2][i % 2]
                        for j in 0...i / 2 { sums[i * stride + j] += factor * z[start + j] }
                    }
                    start += stride
                }
            }
        }
        return (0..<width).map { i in (0..<width).map { j in sums[i * stride + j / 2][j % 2] } }
    }

    /// - Parameters:
    ///   - targets: one per row.
    ///   - penalty: λ > 0.
    package func fit(_ targets: [Double], penalty: Double) -> RidgeRegression {
        precondition(targets.count == count && penalty > 0, "ridge needs a target for each row and a penalty")
        let intercept = targets.reduce(0, +) / Double(count)
        var moment = [Pair](repeating: .zero, count: stride)
        standardised.withUnsafeBufferPointer { standardised in
            targets.withUnsafeBufferPointer { targets in
                moment.withUnsafeMutableBufferPointer { moment in
                    for row in targets.indices {
                        let difference = targets[row] - intercept
                        for pair in 0..<stride { moment[pair] += standardised[row * stride + pair] * difference }
                    }
                }
            }
        }
        var matrix = gram
        for i in varying.indices { matrix[i][i] += penalty }
        let solution = RidgeDesign.solve(matrix, right: varying.indices.map { moment[$0 / 2][$0 % 2] })
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
