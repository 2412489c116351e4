package import Alerting
import Foundation

/// Sends what channels want to be sent: over HTTP, as mail, to standard output.
package struct OutsideTransport: Transport {
    private let http: HTTPSender
    private let print: @Sendable ([String]) throws -> Void

    /// - Parameters:
    ///   - roots: a file of certificates to trust in place of the system's, `SSL_CERT_FILE`.
    ///   - print: writes lines to standard output.
    package init(roots: String?, print: @escaping @Sendable ([String]) throws -> Void) {
        http = HTTPSender(roots: roots)
        self.roots = roots
        self.print = print
    }

    private let roots: String?

    package func perform(_ turn: DeliveryStep) async -> DeliveryResponse {
        switch turn {
        case .request(let request): return await http.send(request)
        case .mail(let mail): return await MailSender(roots: roots).send(mail)
        case .print(let lines):
            do {
                try print(lines)
                return .done
            } catch {
                return .outputUnavailable("standard output cannot be written")
            }
        case .end: return .done
        }
    }

    /// Ends connections that are open; nothing can be sent afterwards.
    package func close() async { await http.close() }
}
