package import Alerting
package import Core

/// Sends over HTTP, as mail, and to standard output.
package struct OutsideTransport: Transport {
    private let http: HTTPSender
    private let mail: MailSender
    private let print: @Sendable ([String]) throws -> Void

    /// - Parameters:
    ///   - roots: a file of certificates to trust in place of the system's.
    ///   - print: writes lines to standard output.
    package init(
        roots: String?, proxies: ProxySettings = ProxySettings(environment: [:]), clock: any WallClock,
        print: @escaping @Sendable ([String]) throws -> Void
    ) {
        http = HTTPSender(roots: roots, proxies: proxies, clock: clock)
        mail = MailSender(roots: roots, proxies: proxies)
        self.print = print
    }

    package func perform(_ step: DeliveryStep) async -> DeliveryResponse {
        switch step {
        case .request(let request):
            if let fault = Address.fault(request.url, schemes: Address.web) {
                return .malformed("the receiver \(fault)")
            }
            return await http.send(request)
        case .mail(let mail):
            let faults =
                [Address.fault(mail.server, schemes: Address.mailServer)]
                + ([mail.from] + mail.to).map(Address.mailFault)
            if let fault = faults.compactMap(\.self).first { return .malformed("the receiver \(fault)") }
            return await self.mail.send(mail)
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
}
