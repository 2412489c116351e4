/// The results of a change to the freezes.
package struct FreezeChangeReport: Sendable {
    /// A line for each thing that was done, as the audit records it.
    package let done: [String]
    /// All freezes, as they are now.
    package let freezes: FreezeReport

    package init(done: [String], freezes: FreezeReport) {
        self.done = done
        self.freezes = freezes
    }
}
