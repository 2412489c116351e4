import Alerting
import CCurl
import Dispatch
import Foundation

/// One mail by SMTP, with libcurl.
struct MailSender: Sendable {
    /// Seconds for all of it, 5 of them for the connection.
    static let timeout = 20

    /// A file of certificates to trust in place of the system's.
    let roots: String?
    let proxies: ProxySettings

    func send(_ mail: Mail) async -> DeliveryResponse {
        // libcurl blocks, so it has a thread of its own.
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(returning: sendBlocking(mail)) }
        }
    }

    private func sendBlocking(_ mail: Mail) -> DeliveryResponse {
        var conversation = SMTPConversation()
        let transfer = CurlTransfer(seconds: MailSender.timeout, upload: Array(mail.text.utf8)) {
            conversation.hear($0)
        }
        guard let transfer else { return .unreachable("libcurl does not start") }
        set(transfer, mail)
        let result = transfer.perform()
        let recipients = zip(mail.to, conversation.recipients).map {
            MailRecipient($0, code: $1.code, text: $1.text)
        }
        if recipients.count == mail.to.count, recipients.contains(where: { !(200..<300).contains($0.code) }),
            result == CURLE_OK || recipients.allSatisfy({ $0.code >= 400 })
        {
            return .recipients(recipients)
        }
        return MailSender.answer(result, conversation.last, isSent: transfer.isSent)
    }

    private func set(_ transfer: CurlTransfer, _ mail: Mail) {
        let isEncrypted = mail.server.hasPrefix("smtps://")
        let address = Address.hasPort(mail.server) ? mail.server : "\(mail.server):\(isEncrypted ? 465 : 587)"
        transfer.set(CURLOPT_URL, address)
        transfer.set(CURLOPT_PROTOCOLS_STR, "smtp,smtps")
        transfer.set(CURLOPT_UPLOAD, 1)
        transfer.set(CURLOPT_MAIL_FROM, "<\(Mailbox(mail.from).address)>")
        transfer.set(CURLOPT_MAIL_RCPT, mail.to.map { "<\(Mailbox($0).address)>" })
        transfer.allowRefusedRecipients()
        transfer.trust(roots)
        transfer.set(proxies.route(to: mail.server))
        // On loopback nobody listens in; elsewhere nothing is said before the connection is encrypted.
        let isLocal = Address.isLoopback(mail.server)
        transfer.set(CURLOPT_USE_SSL, Int((isLocal ? CURLUSESSL_TRY : CURLUSESSL_ALL).rawValue))
        if let user = mail.user, let password = mail.password {
            transfer.set(CURLOPT_USERNAME, user)
            transfer.set(CURLOPT_PASSWORD, password)
        } else if isLocal, !isEncrypted {
            // A server of this machine often has a certificate that it made itself, and is told no secret here.
            transfer.set(CURLOPT_SSL_VERIFYPEER, 0)
            transfer.set(CURLOPT_SSL_VERIFYHOST, 0)
        }
    }

    private static func answer(
        _ result: CURLcode, _ last: SMTPConversation.Answer, isSent: Bool
    ) -> DeliveryResponse {
        let words = String(cString: curl_easy_strerror(result))
        let said = last.text.isEmpty ? words : last.text
        switch result {
        case CURLE_OK: return .mail(code: (200..<300).contains(last.code) ? last.code : 250, text: "")
        case CURLE_COULDNT_CONNECT, CURLE_COULDNT_RESOLVE_HOST, CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION,
            CURLE_USE_SSL_FAILED, CURLE_SSL_CACERT_BADFILE:
            return .unreachable("no connection: \(words)")
        // An answer of the server that was not the last: the message was not taken.
        case _ where last.code >= 400: return .mail(code: last.code, text: said)
        case CURLE_LOGIN_DENIED: return .mail(code: 535, text: words)
        // The server may have had the whole message.
        case _ where isSent: return .noResponse("no answer: \(words)")
        default: return .unreachable("no connection: \(words)")
        }
    }
}
