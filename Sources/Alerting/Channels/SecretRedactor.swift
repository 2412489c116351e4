import Foundation

/// Hides the secrets of channels in texts that are kept, logged or shown.
package struct SecretRedactor: Sendable {
    /// A shorter text is no secret, and would hide words.
    private static let minimumLength = 4

    /// The longest first, because one may be part of another.
    private let secrets: [String]

    /// - Parameter channels: those whose settings are to be hidden, also when not all of them are set.
    package init(_ channels: [ChannelSettings], from source: SecretSource) {
        secrets = Set(channels.flatMap { SecretRedactor.secrets(of: $0, from: source) })
            .filter { $0.utf8.count >= SecretRedactor.minimumLength }
            .sorted { ($0.utf8.count, $0) > ($1.utf8.count, $1) }
    }

    /// The text without the value of any setting, neither whole nor in the form in which it is sent: the path of an
    /// address and its longer parts, a login in base64.
    package func redacted(_ text: String) -> String {
        secrets.reduce(text) { $0.replacing($1, with: "…") }
    }

    private static func secrets(of channel: ChannelSettings, from source: SecretSource) -> [String] {
        let values = channel.settings.mapValues { $0.value(from: source) }
        let addresses = ["url", "webhook"].compactMap { values[$0] }.flatMap(parts(ofAddress:))
        let user = values["user"] ?? ""
        let logins = ["token", "password"].compactMap { values[$0] }.flatMap { value in
            [value, "\(user):\(value)", "\0\(user)\0\(value)"].map { Data($0.utf8).base64EncodedString() }
        }
        return channel.kind.secretKeys.compactMap { values[$0] } + addresses + logins
    }

    /// The path of an address, and those parts of it that are long enough to be a key.
    private static func parts(ofAddress address: String) -> [String] {
        guard let scheme = address.range(of: "://") else { return [] }
        let path = address[scheme.upperBound...].drop { $0 != "/" && $0 != "?" }
        return [String(path)] + path.split { "/?&=#".contains($0) }.filter { $0.utf8.count >= 8 }.map(String.init)
    }
}
