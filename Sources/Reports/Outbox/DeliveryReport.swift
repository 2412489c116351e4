/// The results of a delivery.
package struct DeliveryReport: Sendable {
    /// The keys of messages that were settled.
    package let settled: [String]
    /// The reason why messages are dead letters, for people.
    package let deadLetters: [String]

    package init(settled: [String], deadLetters: [String]) {
        self.settled = settled
        self.deadLetters = deadLetters
    }
}
