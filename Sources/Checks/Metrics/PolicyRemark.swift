/// A problem of a policy that one metric knows of, with an example of what would be right.
package struct PolicyRemark: Sendable {
    package let message: String
    package let example: String?

    init(_ message: String, example: String? = nil) {
        self.message = message
        self.example = example
    }
}
