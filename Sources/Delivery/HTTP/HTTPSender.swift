import Alerting
import AsyncHTTPClient
import Core
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// One request, one answer: no redirects, bounded in time and size, certificates checked.
struct HTTPSender: Sendable {
    static let connecting: Int64 = 5
    /// For a request and all of its answer.
    static let answering: Int64 = 10
    static let maximumAnswer = 64 << 10

    private let client: HTTPClient
    private let clock: any WallClock

    /// - Parameter roots: a file of certificates to trust in place of the system's.
    init(roots: String?, clock: any WallClock) {
        self.clock = clock
        var tls = TLSConfiguration.makeClientConfiguration()
        if let roots { tls.trustRoots = .file(roots) }
        var configuration = HTTPClient.Configuration(
            tlsConfiguration: tls, redirectConfiguration: .disallow,
            timeout: .init(connect: .seconds(HTTPSender.connecting)))
        // A request is sent again by the rules of delivery, and by nobody else.
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.httpVersion = .http1Only
        configuration.http1_1ConnectionDebugInitializer = StatusGuard.add
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    func close() async {
        // Nothing is lost with a connection that does not end well.
        do { try await client.shutdown() } catch {}
    }

    /// The answer, or as much of it as there was in time.
    func send(_ request: OutboundRequest) async -> DeliveryResponse {
        await withTaskGroup(of: DeliveryResponse?.self) { group in
            group.addTask { await exchange(request) }
            group.addTask {
                // Sleep ends early only when there is an answer.
                do { try await Task.sleep(for: .seconds(HTTPSender.answering)) } catch {}
                return nil
            }
            let first = await group.next() ?? nil
            group.cancelAll()
            if let first { return first }
            for await late in group { if let late { return late } }
            return .noResponse("no answer within \(HTTPSender.answering) seconds")
        }
    }

    private func exchange(_ request: OutboundRequest) async -> DeliveryResponse {
        var outgoing = HTTPClientRequest(url: request.url)
        outgoing.method = HTTPMethod(rawValue: request.method.rawValue)
        for (name, value) in request.headers.sorted(by: { $0.key < $1.key }) {
            outgoing.headers.add(name: name, value: value)
        }
        outgoing.headers.add(name: "user-agent", value: "Bellwether")
        if let body = request.body { outgoing.body = .bytes(ByteBuffer(string: body)) }
        do {
            let response = try await client.execute(outgoing, timeout: .seconds(2 * HTTPSender.answering))
            var body = Data()
            do {
                for try await part in response.body {
                    body += part.readableBytesView.prefix(HTTPSender.maximumAnswer - body.count)
                    if body.count >= HTTPSender.maximumAnswer { break }
                }
            } catch  where Task.isCancelled {
                // The head says what became of it, and the rest did not come in time.
            }
            return .http(
                status: Int(response.status.code), body: body,
                retryAfter: response.headers.first(name: "retry-after").flatMap(retryInstant))
        } catch {
            if Task.isCancelled { return .noResponse("no answer within \(HTTPSender.answering) seconds") }
            return HTTPSender.answer(error)
        }
    }

    /// With these errors there never was a connection.
    private static let unconnected = [
        ECONNREFUSED, EHOSTUNREACH, ENETUNREACH, ENETDOWN, EHOSTDOWN, EADDRNOTAVAIL, EACCES,
    ]

    /// True if anything was sent. What the library says may name the address, which may be a secret.
    private static func answer(_ error: any Error) -> DeliveryResponse {
        switch error {
        case let error as StatusGuard.NoHTTP: return .noResponse("no answer: \(error)")
        case let error as HTTPClientError:
            let never: [HTTPClientError] = [.invalidURL, .emptyHost, .emptyScheme]
            if never.contains(error) { return .malformed("the receiver is no address: \(error.shortDescription)") }
            let before: [HTTPClientError] = [.connectTimeout, .tlsHandshakeTimeout]
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

    /// The header `Retry-After`: seconds, or a date.
    private func retryInstant(_ text: String) -> Date? {
        guard let seconds = Int(text.trimmingCharacters(in: .whitespaces)) else {
            return InternetDate.parse(http: text)
        }
        return clock.now().addingTimeInterval(Double(max(0, min(seconds, 1_000_000))))
    }
}
