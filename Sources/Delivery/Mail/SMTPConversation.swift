import Alerting

/// The answers of a mail server: to each recipient, and the last of all.
struct SMTPConversation {
    struct Answer: Equatable {
        var code = 0
        var text = ""
    }

    /// The answers to the recipients so far, in their order.
    private(set) var recipients: [Answer] = []
    private(set) var last = Answer()
    private var isAboutRecipient = false
    /// True once goodbye was said; what the server says to that decides nothing.
    private var isOver = false
    private var lines: [String] = []

    /// True while a refusal of one recipient stops no other.
    mutating func hear(_ line: CurlTransfer.Line) {
        switch line {
        case .said(let text):
            isAboutRecipient = text.uppercased().hasPrefix("RCPT TO:")
            isOver = isOver || text.uppercased().hasPrefix("QUIT")
        case .heard(let text):
            guard !isOver, let code = Int(text.prefix(3)) else { return }
            lines.append(String(text.dropFirst(4)))
            // A dash after the code says that the answer goes on.
            guard text.dropFirst(3).first != "-" else { return }
            let words = lines.joined(separator: " ").split(whereSeparator: \.isWhitespace).joined(separator: " ")
            last = Answer(code: code, text: words)
            if isAboutRecipient { recipients.append(last) }
            lines = []
            isAboutRecipient = false
        }
    }
}
