/// A recipient of a mail with what the server answered.
package struct MailRecipient: Equatable, Sendable {
    /// As the policy writes it.
    package let address: String
    package let code: Int
    package let text: String

    package init(_ address: String, code: Int, text: String) {
        self.address = address
        self.code = code
        self.text = text
    }

    var isAccepted: Bool { (200..<300).contains(code) }
    var isRefused: Bool { (500..<600).contains(code) }
    /// The address and the server's words.
    var words: String { "\(Mailbox(address).address): \(code) \(text)" }

    /// One recipient who is refused or put off stops no other.
    static func outcome(_ recipients: [MailRecipient]) -> Outcome {
        let refused = recipients.filter(\.isRefused)
        let waiting = recipients.filter { !$0.isAccepted && !$0.isRefused }
        let isPartial = recipients.contains(where: \.isAccepted)
        let reason = (waiting + refused).map(\.words).joined(separator: "; ")
        var outcome = Outcome(
            !waiting.isEmpty ? .again : isPartial ? .delivered : .refused, reason: reason)
        outcome.isPartial = isPartial
        // Where nobody has it and nobody will, the whole mail is refused.
        if outcome.kind != .refused { outcome.lost = refused.map(\.words) }
        return outcome
    }
}
