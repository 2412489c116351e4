/// The method that fits a line to pairs.
package enum LineMethod: String, CaseIterable, Sendable {
    case leastSquares = "least_squares"
    case theilSen = "theil_sen"
}
