import Core
import Foundation

/// A mail that is to be sent. May hold secrets: it is neither kept nor shown.
package struct Mail: Equatable, Sendable {
    /// `smtp://` or `smtps://`, the host and perhaps a port.
    package let server: String
    package let user: String?
    package let password: String?
    package let from: String
    /// The recipients that it goes to; ``text`` names all of them.
    package var to: [String]
    /// The whole message, lines ending in CR LF.
    package let text: String

    /// Servers refuse larger mails, many from ten million bytes on.
    static let maximumBodyLength = 1_000_000

    init(_ rendered: RenderedMessage, _ channel: DeliveryChannel) {
        server = channel["server"]
        user = channel.login?.user
        password = channel.login?.password
        from = channel["from"]
        to = channel.recipients
        let message = rendered.message
        var headers = [
            "Date: \(InternetDate.mailText(message.at))", MailText.list("From", [Mailbox(from).header]),
            MailText.list("To", to.map { Mailbox($0).header }),
            "Message-ID: \(Mail.id(message.key, from: from))",
        ]
        if message.kind == .update || message.kind == .resolve {
            let first = Mail.id("\(message.incident)/\(message.channel)/fire/1", from: from)
            headers += ["In-Reply-To: \(first)", "References: \(first)"]
        }
        headers += [
            "Subject:\(Mail.subject(rendered.title))", "Auto-Submitted: auto-generated",
            "X-Bellwether-Key:\(MailText.unstructured(message.key))", "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: base64",
        ]
        let lines = rendered.bodyLines(within: Mail.maximumBodyLength) { $0.utf16.count + 2 }
        let body = lines.map { "\($0)\r\n" }.joined()
        let encoded = Data(body.utf8).base64EncodedString(options: [
            .lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed,
        ])
        text = headers.map { "\($0)\r\n" }.joined() + "\r\n" + encoded + "\r\n"
    }

    /// The same for the same message, so that who gets it twice sees it once.
    private static func id(_ key: String, from: String) -> String {
        let domain = Mailbox(from).domain
        return "<\(Digest.sha256(key).hexadecimal.prefix(32))@\(domain.isEmpty ? "localhost" : domain)>"
    }

    private static func subject(_ title: String) -> String {
        MailText.unstructured(MailText.isPlain(title) ? String(title.prefix(MailText.maximumPlainLength)) : title)
    }
}
