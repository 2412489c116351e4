/// The finding of another check that leaves this one without a value.
package struct CheckCause: Hashable, Sendable {
    package let check: String
    package let subject: String
    /// In words.
    package let finding: String
    package let owner: [String]
    package let firstStep: String

    package init(_ result: CheckResult, finding: String) {
        check = result.check
        subject = result.subject
        self.finding = finding
        owner = result.owner
        firstStep = result.firstStep
    }
}
