import Foundation

/// Logistic regression with a ridge penalty, by Newton's method.
///
/// Minimises −Σ log likelihood + ½λ‖b‖², b the coefficients of the columns standardised on the rows that are fitted
/// (divided by n), the intercept not penalised; a column that does not vary has coefficient 0. Source: le Cessie and
/// van Houwelingen, 1992. Assumes independent outcomes; the shrunk probabilities lean towards the base rate, which few
/// rows deserve.
package struct LogisticRegression: Equatable, Sendable {
    package let intercept: Double
    /// One per column, for the standardised column.
    package let coefficients: [Double]
    private let means: [Double]
    private let deviations: [Double]

    private static let maximumSteps = 100

    /// - Parameters:
    ///   - rows: features, all equally many; at least one row.
    ///   - outcomes: whether it happened, one per row.
    ///   - penalty: λ > 0.
    /// - Returns: nil where only one outcome was seen, or the steps do not settle.
    package init?(rows: [[Double]], outcomes: [Bool], penalty: Double) {
        precondition(rows.count == outcomes.count && penalty > 0, "a fit needs an outcome for each row and a penalty")
        let events = outcomes.count { $0 }
        guard events > 0, events < outcomes.count else { return nil }
        let design = RidgeDesign(rows: rows)
        let scale = design.fit(outcomes.map { $0 ? 1 : 0 }, penalty: penalty)
        means = scale.means
        deviations = scale.deviations
        let varying = deviations.indices.filter { scale.deviations[$0] > 0 }
        // The first column is the intercept's.
        let z = rows.map { row in [1] + varying.map { (row[$0] - scale.means[$0]) / scale.deviations[$0] } }
        let base = Double(events) / Double(outcomes.count)
        var weights = [log(base / (1 - base))] + varying.map { _ in 0.0 }
        var isSettled = false
        for _ in 0..<LogisticRegression.maximumSteps {
            let step = LogisticRegression.step(z, outcomes: outcomes, weights: weights, penalty: penalty)
            for i in weights.indices { weights[i] += step[i] }
            let size = step.map { abs($0) }.max() ?? 0
            guard size.isFinite else { return nil }
            if size <= 1e-13 * max(1, weights.map { abs($0) }.max() ?? 1) {
                isSettled = true
                break
            }
        }
        guard isSettled else { return nil }
        intercept = weights[0]
        var coefficients = [Double](repeating: 0, count: means.count)
        for (position, column) in varying.enumerated() { coefficients[column] = weights[position + 1] }
        self.coefficients = coefficients
    }

    /// The probability of the event at a row of features.
    package func callAsFunction(_ features: [Double]) -> Double {
        var score = intercept
        for i in coefficients.indices where deviations[i] > 0 {
            score += coefficients[i] * (features[i] - means[i]) / deviations[i]
        }
        return 1 / (1 + exp(-score))
    }

    private static func step(
        _ z: [[Double]], outcomes: [Bool], weights: [Double], penalty: Double
    ) -> [Double] {
        let width = weights.count
        var hessian = [[Double]](repeating: [Double](repeating: 0, count: width), count: width)
        var gradient = [Double](repeating: 0, count: width)
        for (row, happened) in zip(z, outcomes) {
            let score = zip(row, weights).reduce(0) { $0 + $1.0 * $1.1 }
            let probability = 1 / (1 + exp(-score))
            for i in 0..<width {
                gradient[i] += row[i] * ((happened ? 1 : 0) - probability)
                for j in 0...i { hessian[i][j] += probability * (1 - probability) * row[i] * row[j] }
            }
        }
        for i in 1..<max(1, width) {
            gradient[i] -= penalty * weights[i]
            hessian[i][i] += penalty
        }
        return RidgeDesign.solve(hessian, right: gradient)
    }
}
