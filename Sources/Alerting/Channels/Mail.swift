import Core
import Foundation

/// A mail that is to be sent. May hold secrets: it is neither kept nor shown.
package struct Mail: Equatable, Sendable {
    /// `smtp://` or `smtps://`, the host and perhaps a port.
    package let server: String
    package let user: String?
    package let password: String?
    package let from: String
    package let to: [String]
    /// The whole message, lines ending in CR LF.
    package let text: String

    static let maximumSubjectLength = 900

    init(_ rendered: RenderedMessage, _ channel: DeliveryChannel) {
        server = channel["server"]
        user = channel.optional("user")
        password = channel.optional("password")
        from = channel["from"]
        to = channel.recipients
        let message = rendered.message
        var headers = [
            "Date: \(InternetDate.mailText(message.at))", "From: \(from)", "To: \(to.joined(separator: ", "))",
            "Message-ID: \(Mail.id(message.key, from: from))",
        ]
        if message.kind == .update || message.kind == .resolve {
            let first = Mail.id("\(message.incident)/\(message.channel)/fire/1", from: from)
            headers += ["In-Reply-To: \(first)", "References: \(first)"]
        }
        headers += [
            "Subject:\(Mail.subject(rendered.title))", "Auto-Submitted: auto-generated",
            "X-Bellwether-Key: \(message.key)", "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: base64",
        ]
        let body = rendered.bodyLines.map { "\($0)\r\n" }.joined()
        let encoded = Data(body.utf8).base64EncodedString(options: [
            .lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed,
        ])
        text = headers.map { "\($0)\r\n" }.joined() + "\r\n" + encoded + "\r\n"
    }

    /// The same for the same message, so that who gets it twice sees it once.
    private static func id(_ key: String, from: String) -> String {
        let domain = from.split(separator: "@").last.map { $0.filter { $0 != ">" } } ?? "localhost"
        return "<\(Digest.sha256(key).hexadecimal.prefix(32))@\(domain)>"
    }

    /// After the colon: printable ASCII as it is, anything else in encoded words (RFC 2047).
    private static func subject(_ title: String) -> String {
        if title.unicodeScalars.allSatisfy({ (0x20...0x7E).contains($0.value) }) {
            return " " + String(title.prefix(maximumSubjectLength))
        }
        return encoded(title)
    }

    private static func encoded(_ title: String) -> String {
        var words: [String] = []
        var word = ""
        for scalar in title.unicodeScalars {
            if word.utf8.count + UTF8.width(scalar) > 45 {
                words.append(word)
                word = ""
            }
            word.unicodeScalars.append(scalar)
        }
        words.append(word)
        return words.map { "\r\n =?utf-8?B?\(Data($0.utf8).base64EncodedString())?=" }.joined()
    }
}
