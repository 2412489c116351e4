/// A store that gave room back to the disk.
package struct StoreVacuumReport: Sendable {
    /// The path of the database.
    package let path: String
    /// The number of observations that were folded into months; nil where that was not asked for.
    package let folded: Int?

    package init(path: String, folded: Int?) {
        self.path = path
        self.folded = folded
    }
}
