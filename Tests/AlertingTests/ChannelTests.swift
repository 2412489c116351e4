import Alerting
import Core
import Foundation
import PolicyFile
import TestSupport
import Testing
import TradingCalendar

@Suite("What channels are sent, against a program written from the guide")
struct ChannelTests {
    @Test("the same to the last byte", arguments: try ChannelCase.all())
    func payload(_ item: ChannelCase) throws { try item.check() }

    @Test("there are the reference's cases, of every kind of channel")
    func cases() throws {
        let cases = try ChannelCase.all()
        #expect(cases.count == 169)
        for kind in ChannelSettings.Kind.allCases {
            let count = cases.count { $0.json.channel.kind.string == kind.rawValue }
            #expect(count >= 5, "\(kind)")
        }
    }

    @Test("delays between attempts grow, are bounded, and are the reference's")
    func delays() throws {
        let retries = try Fixtures.tree("channels/channels.json").retries.array
        #expect(retries.count == 72)
        for retry in retries {
            let delay = DeliveryRules.delay(retry.key.string, attempts: retry.attempts.int)
            #expect(agrees(delay, retry.delay_seconds.double, within: 1e-12))
        }
    }

    @Test("a text is cut where it is too long, and never inside a character of Unicode")
    func shortening() {
        #expect("abc".shortened(to: 3) == "abc")
        #expect("abcd".shortened(to: 3) == "ab…")
        #expect("a😀b".shortened(to: 3) == "a…")
        #expect("a😀b".shortened(to: 4) == "a😀b")
    }

    @Test("a setting that is absent is named with its channel, and never shown otherwise")
    func absent() throws {
        let policy = try ChannelCase.policy(["kind": "slack", "name": "chat", "webhook": "${HOOK_OF_CHAT}"])
        let settings = try #require(policy.channels.first)
        let absent = #expect(throws: DeliveryChannel.MissingSettings.self) {
            try DeliveryChannel(settings, secrets: SecretSource(environment: [:]) { _ in nil })
        }
        #expect(
            absent?.description
                == "the channel \"chat\": webhook is in the environment variable HOOK_OF_CHAT, which is not set")
        let secrets = SecretSource(environment: ["HOOK_OF_CHAT": "https://h.example.com/s3cret"]) { _ in nil }
        let redactor = SecretRedactor(policy.channels, from: secrets)
        #expect(redactor.redacted("at https://h.example.com/s3cret it is") == "at … it is")
    }

    @Test("the newline at the end of a secret is no part of it, wherever the secret is")
    func finalNewlines() throws {
        for end in ["\n", "\r\n", "\n\n", " \n"] {
            let policy = try ChannelCase.policy([
                "kind": "webhook", "name": "hook", "url": "${HOOK_OF_TEST}/x", "secret": "${KEY_OF_TEST}",
            ])
            let settings = try #require(policy.channels.first)
            let secrets = SecretSource(environment: [
                "HOOK_OF_TEST": "https://h.example.com\(end)", "KEY_OF_TEST": "key\(end)",
            ]) { _ in nil }
            #expect(settings.faults(from: secrets).isEmpty)
            _ = try DeliveryChannel(settings, secrets: secrets)
        }
        let policy = try ChannelCase.policy(["kind": "slack", "name": "chat", "webhook": "${HOOK_OF_CHAT}"])
        let settings = try #require(policy.channels.first)
        #expect(throws: DeliveryChannel.MissingSettings.self) {
            try DeliveryChannel(settings, secrets: SecretSource(environment: ["HOOK_OF_CHAT": "\n"]) { _ in nil })
        }
    }
}

/// A message on a channel, with what is sent, by `Tests/Fixtures/channels/reference.py`.
struct ChannelCase: Sendable, CustomTestStringConvertible {
    let json: JSON

    var testDescription: String { json.name.string }

    static func all() throws -> [ChannelCase] {
        try Fixtures.tree("channels/channels.json").cases.array.map(ChannelCase.init)
    }

    /// A policy with one channel, on whose settings it depends.
    static func policy(_ channel: JSONValue) throws -> Policy {
        guard case .object(var fields) = channel, case .string(let kind)? = fields.removeValue(forKey: "kind"),
            case .string(let name)? = fields.removeValue(forKey: "name")
        else { throw InputFailure(path: "channel", "has no kind") }
        // JSON is YAML.
        let channels = JSONValue.object([name: .object([kind: .object(fields)])]).compact
        let text = """
            version: 1
            deployment: d
            sources: {s: {csv: s.csv, time: date, columns: [{name: date, type: date}]}}
            checks: [{name: late, metric: sessions_behind, of: s, warning: above 1, owner: t, runbook: r}]
            runbooks: {r: [{manual: Look}]}
            teams: {t: {channels: {warning: ["\(name)"]}}}
            channels: \(channels)
            """
        return try #require(LoadedPolicy(text: text, path: "/nowhere/p.yml").policy)
    }

    private static func value(_ json: JSON) -> JSONValue {
        switch json {
        case .object(let fields): .object(fields.mapValues(value))
        case .array(let values): .array(values.map(value))
        default: .string(json.string)
        }
    }

    private func channel() throws -> DeliveryChannel {
        let settings = try #require(try ChannelCase.policy(ChannelCase.value(json.channel)).channels.first)
        return try DeliveryChannel(settings, secrets: SecretSource(environment: [:]) { _ in nil })
    }

    private func rendered() throws -> RenderedMessage {
        let message = json.message
        return RenderedMessage(
            Message(
                incident: message.incident.string, channel: message.channel.string,
                kind: try #require(Message.Kind(rawValue: message.kind.string)), sequence: message.sequence.int,
                teams: message.teams.strings, at: try #require(Timestamp.parse(message.at.string)),
                severity: try #require(Severity(rawValue: message.severity.string)),
                content: try content(message.content)),
            deployment: json.deployment.string, site: json.url.isNull ? nil : json.url.string,
            zone: try #require(ExchangeZone(json.zone.string)))
    }

    private func content(_ content: JSON) throws -> Message.Content {
        func instant(_ json: JSON) throws -> Date { try #require(Timestamp.parse(json.string)) }
        return Message.Content(
            headline: content.headline.string, why: content.why.string, openedAt: try instant(content.openedAt),
            alerts: try content.alerts.array.map { alert in
                .init(
                    check: alert.check.string, subject: alert.subject.string,
                    layer: try #require(Layer(rawValue: alert.layer.string)),
                    severity: try #require(Severity(rawValue: alert.severity.string)), since: try instant(alert.since),
                    resolvedAt: alert.resolvedAt.isNull ? nil : try instant(alert.resolvedAt),
                    reason: alert.reason.string,
                    evidence: alert.evidence.string)
            }, owners: content.owners.strings, firstStep: content.firstStep.string)
    }

    func check() throws {
        let (channel, rendered, expected) = (try channel(), try rendered(), json.expected)
        let sentAt = try #require(Timestamp.parse(json.sent_at.string))
        if channel.kind == .jira {
            let jira = Jira(channel)
            let issue = "DATA-7"
            try compare(jira.create(rendered), expected.create)
            try compare(jira.comment(rendered, on: issue), expected.comment)
            try compare(jira.transition(issue, to: "31"), expected.transition)
            try compare(jira.transitions(of: issue), expected.transitions)
            try compare(jira.search(rendered.message.incident), expected.search)
            return try compare(jira.comments(on: issue), expected.find_comment)
        }
        var sequence = channel.sequence(rendered, after: .init(), receipt: nil, at: sentAt)
        switch sequence.next(nil) {
        case .request(let request): try compare(request, expected)
        case .mail(let mail):
            #expect(mail.text == expected.text.string)
            #expect(mail.from == expected.from.string && mail.to == expected.to.strings)
            #expect(mail.server == expected.server.string)
        case .print(let lines): #expect(lines.map { "\($0)\n" }.joined() == expected.text.string)
        case .end(let outcome): Issue.record("nothing was sent: \(outcome)")
        }
    }

    private func compare(_ request: OutboundRequest, _ expected: JSON) throws {
        #expect(request.method.rawValue == expected.method.string)
        #expect(request.url == expected.url.string)
        let headers = Dictionary(expected.headers.keys.map { ($0.lowercased(), expected.headers[$0].string) }) { $1 }
        #expect(request.headers == headers)
        #expect(request.body == (expected.body.isNull ? nil : expected.body.string))
    }
}
