import Alerting
import CCurl
import Dispatch
import Foundation

/// One mail by SMTP, with libcurl.
struct MailSender: Sendable {
    static let timeout = 20

    let roots: String?

    func send(_ mail: Mail) async -> DeliveryResponse {
        // libcurl blocks, so it has a thread of its own.
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(returning: sendBlocking(mail)) }
        }
    }

    private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    private func sendBlocking(_ mail: Mail) -> DeliveryResponse {
        guard MailSender.isReady, let handle = curl_easy_init() else { return .unreachable("libcurl does not start") }
        defer { curl_easy_cleanup(handle) }
        var recipients: UnsafeMutablePointer<curl_slist>?
        for address in mail.to { recipients = curl_slist_append(recipients, "<\(MailSender.address(address))>") }
        defer { curl_slist_free_all(recipients) }
        set(handle, mail)
        _ = bellwether_set_list(handle, CURLOPT_MAIL_RCPT, recipients)
        var source = MailText(Array(mail.text.utf8))
        let result = withUnsafeMutablePointer(to: &source) { pointer in
            _ = bellwether_set_reader(handle, readMailText)
            _ = bellwether_set_pointer(handle, CURLOPT_READDATA, pointer)
            _ = bellwether_set_header_writer(handle, keepAnswer)
            _ = bellwether_set_pointer(handle, CURLOPT_HEADERDATA, pointer)
            return curl_easy_perform(handle)
        }
        var code = 0
        _ = bellwether_response_code(handle, &code)
        return MailSender.answer(result, code: code, text: source)
    }

    private func set(_ handle: UnsafeMutableRawPointer, _ mail: Mail) {
        let isEncrypted = mail.server.hasPrefix("smtps://")
        let port = isEncrypted ? "465" : "587"
        _ = bellwether_set_text(
            handle, CURLOPT_URL, MailSender.hasPort(mail.server) ? mail.server : "\(mail.server):\(port)")
        _ = bellwether_set_text(handle, CURLOPT_PROTOCOLS_STR, "smtp,smtps")
        _ = bellwether_set_number(handle, CURLOPT_NOSIGNAL, 1)
        _ = bellwether_set_number(handle, CURLOPT_UPLOAD, 1)
        _ = bellwether_set_number(handle, CURLOPT_TIMEOUT, MailSender.timeout)
        _ = bellwether_set_number(handle, CURLOPT_CONNECTTIMEOUT, 5)
        _ = bellwether_set_text(handle, CURLOPT_MAIL_FROM, "<\(MailSender.address(mail.from))>")
        // On loopback nobody listens in; elsewhere nothing is said before the connection is encrypted.
        let isLocal = MailSender.isLocal(mail.server)
        _ = bellwether_set_number(handle, CURLOPT_USE_SSL, Int((isLocal ? CURLUSESSL_TRY : CURLUSESSL_ALL).rawValue))
        if let roots { _ = bellwether_set_text(handle, CURLOPT_CAINFO, roots) }
        if let user = mail.user, let password = mail.password {
            _ = bellwether_set_text(handle, CURLOPT_USERNAME, user)
            _ = bellwether_set_text(handle, CURLOPT_PASSWORD, password)
        }
    }

    /// `Bellwether <b@example.com>` is a name and an address.
    private static func address(_ text: String) -> String {
        guard let start = text.lastIndex(of: "<"), let end = text.lastIndex(of: ">"), start < end else { return text }
        return String(text[text.index(after: start)..<end])
    }

    private static func host(_ server: String) -> Substring {
        let rest = server.drop { $0 != "/" }.drop { $0 == "/" }
        return rest.prefix { $0 != "/" }
    }

    private static func hasPort(_ server: String) -> Bool {
        let host = host(server)
        return host.drop { $0 != "]" }.contains(":") || !host.contains("]") && host.contains(":")
    }

    private static func isLocal(_ server: String) -> Bool {
        let host = host(server)
        return ["127.0.0.1", "localhost", "[::1]"].contains { host == $0 || host.hasPrefix("\($0):") }
    }

    private static func answer(_ result: CURLcode, code: Int, text: MailText) -> DeliveryResponse {
        let words = String(cString: curl_easy_strerror(result))
        switch result {
        case CURLE_OK: return .mail(code: code == 0 ? 250 : code, text: "")
        case CURLE_COULDNT_CONNECT, CURLE_COULDNT_RESOLVE_HOST, CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION,
            CURLE_USE_SSL_FAILED, CURLE_SSL_CACERT_BADFILE:
            return .unreachable("no connection: \(words)")
        // An answer of the server that was not the last: the message was not taken.
        case _ where code >= 400: return .mail(code: code, text: text.answer(code) ?? words)
        case CURLE_LOGIN_DENIED: return .mail(code: 535, text: words)
        // The server may have had the whole message.
        case _ where text.isRead: return .noResponse("no answer: \(words)")
        default: return .unreachable("no connection: \(words)")
        }
    }
}

/// The text of a mail as libcurl reads it.
private struct MailText {
    let bytes: [UInt8]
    var position = 0
    /// The last line that the server said.
    var said: [UInt8] = []

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isRead: Bool { position == bytes.count }

    /// The server's words with a code, in one short line; nil where its last line has another code.
    func answer(_ code: Int) -> String? {
        let line = String(decoding: said, as: UTF8.self).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard line.hasPrefix("\(code)") else { return nil }
        let words = line.dropFirst(4)
        return words.isEmpty ? nil : String(words)
    }
}

private func readMailText(
    _ buffer: UnsafeMutablePointer<CChar>?, size: Int, count: Int, context: UnsafeMutableRawPointer?
) -> Int {
    guard let buffer, let source = context?.assumingMemoryBound(to: MailText.self) else { return 0 }
    let length = min(size * count, source.pointee.bytes.count - source.pointee.position)
    source.pointee.bytes.withUnsafeBytes { bytes in
        guard let start = bytes.baseAddress else { return }
        memcpy(buffer, start + source.pointee.position, length)
    }
    source.pointee.position += length
    return length
}

private func keepAnswer(
    _ buffer: UnsafeMutablePointer<CChar>?, size: Int, count: Int, context: UnsafeMutableRawPointer?
) -> Int {
    guard let buffer, let text = context?.assumingMemoryBound(to: MailText.self) else { return size * count }
    let line = UnsafeRawBufferPointer(start: buffer, count: min(size * count, 1_000))
    text.pointee.said = Array(line)
    return size * count
}
