extension ApplicationError {
    /// A list shows at least one row, or all.
    static func check(limit: Int?) throws(ApplicationError) {
        guard let limit, limit <= 0 else { return }
        throw .usage("--limit \(limit) is not above 0")
    }
}
