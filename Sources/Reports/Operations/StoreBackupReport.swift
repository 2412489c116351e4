/// A copy of a store.
package struct StoreBackupReport: Sendable {
    package let file: String
    /// The path of the database.
    package let path: String

    package init(file: String, path: String) {
        self.file = file
        self.path = path
    }
}
