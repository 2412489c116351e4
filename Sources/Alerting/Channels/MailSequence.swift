import Core
import Foundation

/// One mail to several recipients, each of whom gets it once: who was put off is tried again without the others.
struct MailSequence: DeliverySequence {
    private let message: Message
    private let mail: Mail
    /// The recipients that an earlier attempt left over; nil where the mail is whole.
    private let rest: Receipt?

    /// The recipients that a mail is still to go to, as the store keeps them.
    private struct Receipt: Decodable {
        let key: String
        let waiting: [String]
        /// True if others have it.
        let hasArrived: Bool
    }

    /// - Parameter receipt: of the latest mail about the incident, which may be another one.
    init(_ mail: Mail, of message: Message, receipt: String?) {
        self.message = message
        let kept = receipt.flatMap { try? JSONDecoder().decode(Receipt.self, from: Data($0.utf8)) }
        rest = kept?.key == message.key ? kept : nil
        var mail = mail
        if let rest { mail.to = mail.to.filter(rest.waiting.contains) }
        self.mail = mail
    }

    func next(_ answer: DeliveryResponse?) -> DeliveryStep {
        guard let answer else { return mail.to.isEmpty ? .end(Outcome(.delivered)) : .mail(mail) }
        var outcome = answer.outcome
        outcome.isPartial = outcome.isPartial || rest?.hasArrived == true
        if outcome.isPartial, outcome.kind == .refused {
            outcome.kind = .delivered
            outcome.lost = [outcome.reason]
        }
        // Nobody waits for the rest of a sign of life: the next one comes.
        if message.kind == .heartbeat, outcome.isPartial, outcome.kind == .again { outcome.kind = .delivered }
        if outcome.kind == .again, case .recipients(let recipients) = answer {
            let waiting = recipients.filter { !$0.isAccepted && !$0.isRefused }.map(\.address)
            outcome.receipt =
                JSONValue.object([
                    "key": .string(message.key), "waiting": JSONValue(waiting), "hasArrived": .bool(outcome.isPartial),
                ]).compact
        }
        return .end(outcome)
    }
}
