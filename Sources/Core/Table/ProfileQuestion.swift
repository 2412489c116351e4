/// The question that a profile answers, as a value: the same question can be put to a piece of a file, to a database or
/// to a cluster.
package struct ProfileQuestion: Equatable, Sendable {
    /// One column, transformed, counted in bins.
    package struct Measure: Equatable, Sendable {
        package let column: String
        package let transform: Transform
        /// Inner edges of left-closed, right-open bins, ascending; empty where nothing is to be counted.
        package let edges: [Double]

        package init(column: String, transform: Transform = .level, edges: [Double] = []) {
            self.column = column
            self.transform = transform
            self.edges = edges
        }
    }

    package let measures: [Measure]
    /// The column whose order is checked: each row strictly later than the one before.
    package let time: String?

    package init(measures: [Measure], time: String? = nil) {
        self.measures = measures
        self.time = time
    }
}
