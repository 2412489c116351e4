extension Collection<Double> {
    /// True if all values are the same.
    ///
    /// Decided on the values: the mean of equal numbers is rounded, so sums of squares around it are rarely exactly 0.
    package var isConstant: Bool {
        guard let first else { return true }
        return allSatisfy { $0 == first }
    }
}
