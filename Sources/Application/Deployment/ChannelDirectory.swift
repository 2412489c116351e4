import Alerting
import Core
import Delivery
import Foundation
import PolicyFile

/// The channels of a policy, with their settings filled in from the environment and from files.
struct ChannelDirectory: Sendable {
    private static let maximumSecretBytes = 4_096

    /// Channels that messages can be sent on.
    let ready: [DeliveryChannel]
    let missing: [DeliveryChannel.MissingSettings]
    let redactor: SecretRedactor
    let secrets: SecretSource
    private let routed: Set<String>

    init(_ policy: Policy, environment: [String: String]) {
        let secrets = SecretSource(environment: environment) { path in
            RegularFile.contents(policy.path(path), upTo: ChannelDirectory.maximumSecretBytes).map {
                String(decoding: $0, as: UTF8.self)
            }
        }
        var ready: [DeliveryChannel] = []
        var missing: [DeliveryChannel.MissingSettings] = []
        for settings in policy.channels {
            do throws(DeliveryChannel.MissingSettings) {
                ready.append(try DeliveryChannel(settings, secrets: secrets))
            } catch {
                missing.append(error)
            }
        }
        self.secrets = secrets
        self.ready = ready
        self.missing = missing
        redactor = SecretRedactor(
            policy.channels, from: secrets, and: ProxySettings(environment: environment).secrets)
        routed = Set(
            policy.teams.flatMap { $0.warningChannels + $0.criticalChannels }
                + [policy.alerting.heartbeat, policy.alerting.fallback].compactMap { $0 })
    }

    /// Channels that are not ready, and that people are to be notified on or that messages wait for.
    func unconfigured(waiting: Set<String>) -> [DeliveryChannel.MissingSettings] {
        missing.filter { routed.contains($0.channel) || waiting.contains($0.channel) }
    }
}
