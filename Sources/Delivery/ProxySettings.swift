import Alerting
import Foundation

/// The proxies that receivers are reached through, as the environment names them.
package struct ProxySettings: Sendable {
    enum Route: Equatable, Sendable {
        case direct
        /// - Parameter exceptions: hosts that are reached without it, with commas between them.
        case proxy(String, exceptions: String)
    }

    private let environment: [String: String]

    /// - Parameter environment: `HTTPS_PROXY`, `HTTP_PROXY`, `SMTP_PROXY`, `ALL_PROXY` and `NO_PROXY`, also in lower
    ///   case, which comes first.
    package init(environment: [String: String]) {
        let names = ["https_proxy", "http_proxy", "smtp_proxy", "smtps_proxy", "all_proxy", "no_proxy"]
        let pairs = names.compactMap { name -> (String, String)? in
            let value = [name, name.uppercased()].compactMap { environment[$0] }.first { !$0.isEmpty }
            return value.map { (name, $0.trimmingCharacters(in: .whitespacesAndNewlines)) }
        }
        self.environment = Dictionary(pairs) { first, _ in first }
    }

    /// Parts of the addresses of proxies that nobody may see.
    package var secrets: [String] { environment.values.flatMap(Address.secrets) }

    /// The way to an address; what this machine itself listens to has no proxy before it.
    func route(to address: String) -> Route {
        let scheme = address.prefix { $0 != ":" }.lowercased()
        guard !Address.isLoopback(address), let proxy = environment["\(scheme)_proxy"] ?? environment["all_proxy"]
        else { return .direct }
        return .proxy(proxy, exceptions: environment["no_proxy"] ?? "")
    }
}
