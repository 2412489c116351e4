import Alerting
import AsyncHTTPClient
import Core
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import TradingCalendar

/// One request, one answer: no redirects, bounded in time and size, certificates checked.
struct HTTPSender: Sendable {
    static let connecting: Int64 = 5
    static let answering: Int64 = 15
    static let maximumAnswer = 64 << 10

    private let client: HTTPClient

    init(roots: String?) {
        var tls = TLSConfiguration.makeClientConfiguration()
        if let roots { tls.trustRoots = .file(roots) }
        var configuration = HTTPClient.Configuration(
            tlsConfiguration: tls, redirectConfiguration: .disallow,
            timeout: .init(connect: .seconds(HTTPSender.connecting)))
        // A request is sent again by the rules of delivery, and by nobody else.
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.httpVersion = .http1Only
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    func close() async {
        // Nothing is lost with a connection that does not end well.
        do { try await client.shutdown() } catch {}
    }

    func send(_ request: OutboundRequest) async -> DeliveryResponse {
        var outgoing = HTTPClientRequest(url: request.url)
        outgoing.method = HTTPMethod(rawValue: request.method.rawValue)
        for (name, value) in request.headers.sorted(by: { $0.key < $1.key }) {
            outgoing.headers.add(name: name, value: value)
        }
        outgoing.headers.add(name: "user-agent", value: "Bellwether")
        if let body = request.body { outgoing.body = .bytes(ByteBuffer(string: body)) }
        do {
            let response = try await client.execute(outgoing, timeout: .seconds(HTTPSender.answering))
            var body = Data()
            for try await part in response.body {
                body += part.readableBytesView.prefix(HTTPSender.maximumAnswer - body.count)
                if body.count >= HTTPSender.maximumAnswer { break }
            }
            return .http(
                status: Int(response.status.code), body: body,
                retryAfter: response.headers.first(name: "retry-after").flatMap(RetryAfter.instant))
        } catch {
            return HTTPSender.answer(error)
        }
    }

    /// With these errors there never was a connection.
    private static let unconnected = [
        ECONNREFUSED, EHOSTUNREACH, ENETUNREACH, ENETDOWN, EHOSTDOWN, EADDRNOTAVAIL, EACCES,
    ]

    /// Whether anything was sent. What the library says may name the address, which may be a secret.
    private static func answer(_ error: any Error) -> DeliveryResponse {
        switch error {
        case let error as HTTPClientError:
            let before: [HTTPClientError] = [
                .connectTimeout, .invalidURL, .emptyHost, .emptyScheme, .tlsHandshakeTimeout,
            ]
            if before.contains(error) { return .unreachable("no connection: \(error.shortDescription)") }
            return .noResponse("no answer: \(error.shortDescription)")
        // A name has several addresses to try, and an address is tried alone.
        case let error as IOError where unconnected.contains(error.errnoCode):
            return .unreachable("no connection: \(String(cString: strerror(error.errnoCode)))")
        case is NIOConnectionError: return .unreachable("no connection: refused, or the name is not known")
        case is NIOSSLError, is BoringSSLError, is NIOSSLExtraError:
            return .unreachable("no connection: TLS fails, as with a certificate that is not trusted")
        default: return .noResponse("no answer: the connection ended")
        }
    }
}

/// The header of that name: seconds, or a date.
enum RetryAfter {
    static func instant(_ text: String) -> Date? {
        if let seconds = Int(text.trimmingCharacters(in: .whitespaces)) {
            return Date().addingTimeInterval(Double(max(0, min(seconds, 1_000_000))))
        }
        // Wed, 21 Oct 2015 07:28:00 GMT
        let words = text.split(separator: " ")
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        guard words.count == 6, words[5] == "GMT", let month = months.firstIndex(of: String(words[2])),
            let number = Int(words[1]), let year = Int(words[3]),
            let day = Day(year: year, month: month + 1, day: number)
        else { return nil }
        return Timestamp.parse("\(day)T\(words[4])Z")
    }
}
