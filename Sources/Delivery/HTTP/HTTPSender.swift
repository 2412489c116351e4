import Alerting
import CCurl
import Core
import Dispatch
import Foundation

/// One request, one answer: no redirects, bounded in time and size, certificates checked.
struct HTTPSender: Sendable {
    /// Seconds for all of it, 5 of them for the connection.
    static let timeout = 10

    /// A file of certificates to trust in place of the system's.
    let roots: String?
    let proxies: ProxySettings
    let clock: any WallClock

    func send(_ request: OutboundRequest) async -> DeliveryResponse {
        // libcurl blocks, so it has a thread of its own.
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(returning: sendBlocking(request)) }
        }
    }

    /// The headers of the answer that matter.
    private struct Head {
        var retryAfter: String?
        var mediaType = ""

        mutating func hear(_ line: String) {
            // Those of an answer that was not the last are over.
            if line.hasPrefix("HTTP/") { self = Head() }
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2 else { return }
            let value = parts[1].trimmingCharacters(in: .whitespacesAndNewlines)
            switch parts[0].lowercased() {
            case "retry-after": retryAfter = value
            case "content-type":
                mediaType = value.prefix { $0 != ";" }.trimmingCharacters(in: .whitespaces).lowercased()
            default: break
            }
        }
    }

    private func sendBlocking(_ request: OutboundRequest) -> DeliveryResponse {
        var head = Head()
        let transfer = CurlTransfer(
            seconds: HTTPSender.timeout, maximumBody: DeliveryResponse.maximumBodyLength
        ) { line in
            if case .heard(let text) = line { head.hear(text) }
        }
        guard let transfer else { return .unreachable("libcurl does not start") }
        set(transfer, request)
        let result = transfer.perform()
        let status = transfer.number(CURLINFO_RESPONSE_CODE)
        // The beginning is enough of an answer that is too long, or whose end is late.
        let isLate = result == CURLE_OPERATION_TIMEDOUT || result == CURLE_ABORTED_BY_CALLBACK
        let isCut = result == CURLE_WRITE_ERROR && transfer.isCut || isLate
        guard result == CURLE_OK || isCut, status >= 200 else { return HTTPSender.answer(result, transfer) }
        return .http(
            status: status, body: transfer.body, retryAfter: head.retryAfter.flatMap(retryInstant),
            mediaType: head.mediaType, isWhole: !isCut)
    }

    private func set(_ transfer: CurlTransfer, _ request: OutboundRequest) {
        transfer.set(CURLOPT_URL, request.url)
        transfer.set(CURLOPT_PROTOCOLS_STR, "http,https")
        transfer.set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
        transfer.set(CURLOPT_USERAGENT, "Bellwether")
        transfer.set(request.method == .get ? CURLOPT_HTTPGET : CURLOPT_POST, 1)
        if let body = request.body { transfer.set(body: body) }
        // A header without a value takes one of libcurl's own away: nothing is asked before the body is sent.
        let headers = request.headers.sorted { $0.key < $1.key }.map { name, value in
            value.isEmpty ? "\(name);" : "\(name): \(value)"
        }
        transfer.set(CURLOPT_HTTPHEADER, headers + ["Expect:"])
        transfer.trust(roots)
        transfer.set(proxies.route(to: request.url))
    }

    /// The texts of libcurl may name the address, which may be a secret; its names of errors do not.
    private static func answer(_ result: CURLcode, _ transfer: CurlTransfer) -> DeliveryResponse {
        let words = String(cString: curl_easy_strerror(result))
        let connect = transfer.number(CURLINFO_HTTP_CONNECTCODE)
        switch result {
        case CURLE_OK: return .noResponse("no answer: what came is not HTTP")
        case CURLE_URL_MALFORMAT: return .malformed("the receiver is no address: \(words)")
        case CURLE_COULDNT_RESOLVE_PROXY: return .unreachable("no connection: the name of the proxy is not known")
        case _ where connect >= 300: return .unreachable("no connection: the proxy answers \(connect)")
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE:
            return .unreachable("no connection: TLS fails, as with a certificate that is not trusted")
        // Nothing was said before it broke.
        case _ where transfer.number(CURLINFO_REQUEST_SIZE) == 0: return .unreachable("no connection: \(words)")
        default: return .noResponse("no answer: \(words)")
        }
    }

    /// The header `Retry-After`: seconds, or a date.
    private func retryInstant(_ text: String) -> Date? {
        guard let seconds = Int(text) else { return InternetDate.parse(http: text, now: clock.now()) }
        return clock.now().addingTimeInterval(Double(max(0, min(seconds, 1_000_000))))
    }
}
