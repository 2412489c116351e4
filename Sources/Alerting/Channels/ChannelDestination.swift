import Core
import Foundation

/// Where a channel leads, without its secrets: what follows a fire goes where the fire went, whatever the policy calls
/// that by then.
package struct ChannelDestination: Codable, Equatable, Sendable {
    /// A setting as it may be stored.
    private enum Setting: Codable, Equatable, Sendable {
        /// Text of the policy, with `${NAME}` in place of secrets.
        case text(String)
        case file(String)
        /// The beginning of a digest: enough to see that it is the same, and too little to find it out.
        case hidden(String)
    }

    private let kindName: String
    private let settings: [String: Setting]
    private let recipients: [String]

    init(_ channel: ChannelSettings) {
        kindName = channel.kind.rawValue
        recipients = channel.recipients
        settings = Dictionary(
            uniqueKeysWithValues: channel.settings.map { key, reference in
                (key, ChannelDestination.setting(key, of: channel.kind, reference))
            })
    }

    private static func setting(_ key: String, of kind: ChannelSettings.Kind, _ reference: SecretReference) -> Setting {
        switch reference.source {
        case .file(let path): return .file(path)
        case .template(let text):
            // A header of any name may.
            let isSecret = kind.isSecret(key) || key.hasPrefix(ChannelSettings.headerPrefix)
            let literal = reference.filled { _ in "" }
            let isAddress = ["url", "webhook", "server"].contains(key)
            // An address may carry a login or a key.
            let mayShow =
                isAddress ? !literal.contains("@") && !literal.contains("?") : !isSecret || literal.isEmpty
            guard mayShow, !isSecret || !reference.isLiteral else {
                return .hidden(String(Digest.sha256("\(key)|\(text)").hexadecimal.prefix(8)))
            }
            return .text(text)
        }
    }

    package var kind: ChannelSettings.Kind? { ChannelSettings.Kind(rawValue: kindName) }

    /// The channel by its settings; nil where one of them was not stored.
    package func channel(named name: String) -> ChannelSettings? {
        guard let kind else { return nil }
        let place = PolicyNode(.null, path: "channels.\(name)", line: 0, column: 0)
        var references: [String: SecretReference] = [:]
        for (key, setting) in settings {
            switch setting {
            case .text(let text): references[key] = SecretReference(.template(text), at: place)
            case .file(let path): references[key] = SecretReference(.file(path), at: place)
            case .hidden: return nil
            }
        }
        return ChannelSettings(name: name, kind: kind, settings: references, recipients: recipients)
    }
}
