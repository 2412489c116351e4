import Foundation

/// Hides the secrets of channels in texts that are kept, logged or shown.
package struct SecretRedactor: Sendable {
    /// A shorter text is no secret, and would hide words.
    private static let minimumLength = 4
    /// Settings that name things of the receiver; they are in every answer, and no secret.
    private static let open: Set<String> = ["project", "issue_type"]

    /// The longest first, because one may be part of another.
    private let patterns: [SecretPattern]

    /// - Parameters:
    ///   - channels: those whose settings are to be hidden, also when not all of them are set.
    ///   - more: other secrets.
    package init(_ channels: [ChannelSettings], from source: SecretSource, and more: [String] = []) {
        patterns = Set(channels.flatMap { SecretRedactor.secrets(of: $0, from: source) } + more)
            .filter { $0.utf8.count >= SecretRedactor.minimumLength }
            .sorted { ($0.utf8.count, $0) > ($1.utf8.count, $1) }
            .map(SecretPattern.init)
    }

    /// The text without any value that a reference stands for, in whatever form; nor those that are secrets where they
    /// are written: the path of an address and its longer parts, a login in base64.
    package func redacted(_ text: String) -> String { patterns.reduce(text) { $1.hidden(in: $0) } }

    private static func secrets(of channel: ChannelSettings, from source: SecretSource) -> [String] {
        let settings = channel.settings.filter { !open.contains($0.key) }
        let values = settings.mapValues { $0.value(from: source) }
        let hidden = settings.flatMap { key, setting -> [String] in
            let value = values[key] ?? ""
            switch setting.source {
            case .file: return [value]
            case .template where setting.isLiteral:
                let isHidden = channel.kind.isSecret(key) || key.hasPrefix(ChannelSettings.headerPrefix)
                return isHidden ? [value] : []
            case .template: return [value] + setting.variables.map(source.variable)
            }
        }
        let addresses = ["url", "webhook", "server"].compactMap { values[$0] }
        let parts = ["url", "webhook"].compactMap { values[$0] }.flatMap(parts(ofAddress:))
        let users = values["user"].map { user in
            ["token", "password"].compactMap { values[$0] }.map { Login(user: user, password: $0) }
        }
        let logins = (users ?? []) + addresses.compactMap { Address.separated($0).login }
        let headers = settings.filter { $0.key.hasPrefix(ChannelSettings.headerPrefix) }.compactMap { values[$0.key] }
        return hidden + parts + logins.flatMap { forms(of: $0, in: addresses) }
            + (headers + logins.map(\.password)).map { Data($0.utf8).base64EncodedString() }
    }

    /// The forms in which a login is sent.
    private static func forms(of login: Login, in addresses: [String]) -> [String] {
        let pair = "\(login.user):\(login.password)"
        let encoded = [pair, "\0\(login.user)\0\(login.password)"].map { Data($0.utf8).base64EncodedString() }
        // A login in an address is a secret wherever the address is written.
        let isInAddress = addresses.contains { Address.separated($0).login == login }
        return encoded + [pair, login.password] + (isInAddress ? [login.user] : [])
    }

    /// The path of an address, and those parts of it that are long enough to be a key.
    private static func parts(ofAddress address: String) -> [String] {
        guard let scheme = address.range(of: "://") else { return [] }
        let path = address[scheme.upperBound...].drop { $0 != "/" && $0 != "?" }
        return [String(path)] + path.split { "/?&=#".contains($0) }.filter { $0.utf8.count >= 8 }.map(String.init)
    }
}
