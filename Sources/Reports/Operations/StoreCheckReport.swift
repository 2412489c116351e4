/// The defects of a store.
package struct StoreCheckReport: Sendable {
    package let deployment: String
    /// The path of the database.
    package let path: String
    /// Empty where it is whole.
    package let problems: [String]

    package init(deployment: String, path: String, problems: [String]) {
        self.deployment = deployment
        self.path = path
        self.problems = problems
    }
}
