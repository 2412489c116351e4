import Alerting
import Core
import Foundation
import PolicyFile
import TestSupport
import Testing
import TradingCalendar

@Suite("Answers of receivers, and of what stands before them")
struct ReceiverAnswerTests {
    private static let page = "<html><head><title>Sign in</title></head></html>"
    private static let channels: [String: JSONValue] = [
        "slack": ["kind": "slack", "name": "c", "webhook": "https://s.example.com/x"],
        "pagerduty": ["kind": "pagerduty", "name": "c", "routing_key": "k"],
        "jira": [
            "kind": "jira", "name": "c", "url": "https://j.example.com", "user": "u", "token": "t", "project": "P",
        ],
        "alertmanager": ["kind": "alertmanager", "name": "c", "url": "https://a.example.com"],
        "webhook": ["kind": "webhook", "name": "c", "url": "https://h.example.com", "secret": "s"],
    ]

    private func outcome(_ kind: String, _ status: Int, _ body: String, _ type: String) throws -> Outcome? {
        let written = try #require(Self.channels[kind])
        let settings = try #require(try ChannelCase.policy(written).channels.first)
        let channel = try DeliveryChannel(settings, secrets: SecretSource(environment: [:]) { _ in nil })
        let instant = Date(timeIntervalSince1970: 1_700_000_000)
        let rendered = RenderedMessage(
            .trial(.fire, on: "c", of: "d", by: "ann", at: instant), deployment: "d", site: nil, zone: .utc)
        var sequence = channel.sequence(rendered, after: .init(), receipt: nil, at: instant)
        _ = sequence.next(nil)
        let answer = DeliveryResponse.http(
            status: status, body: Data(body.utf8), retryAfter: nil, mediaType: type)
        guard case .end(let outcome) = sequence.next(answer) else { return nil }
        return outcome
    }

    @Test(
        "what the real receiver answers is a delivery",
        arguments: [
            ("slack", 200, "ok", "text/html"), ("slack", 200, "ok\n", "text/plain"),
            ("pagerduty", 202, #"{"status":"success","dedup_key":"x"}"#, "application/json"),
            ("jira", 201, #"{"id":"10000","key":"P-1","self":"https://j"}"#, "application/json"),
            ("alertmanager", 200, "", ""), ("alertmanager", 200, #"{"status":"success"}"#, "application/json"),
            ("webhook", 200, "", ""), ("webhook", 202, "accepted", "text/plain"), ("webhook", 204, "", ""),
            ("webhook", 200, "thanks", "text/html"),
        ])
    func real(_ kind: String, _ status: Int, _ body: String, _ type: String) throws {
        #expect(try outcome(kind, status, body, type)?.kind == .delivered)
    }

    @Test(
        "a 200 of somebody else is refused, and says what came",
        arguments: [
            ("slack", 200, page, "text/html"), ("slack", 200, "", ""), ("slack", 200, "{}", "application/json"),
            ("pagerduty", 200, page, "text/html"), ("pagerduty", 200, "{}", "application/json"),
            ("pagerduty", 202, #"{"status":"throttled"}"#, "application/json"), ("jira", 200, page, "text/html"),
            ("alertmanager", 200, page, "text/html"), ("alertmanager", 200, "welcome", "text/plain"),
            ("webhook", 200, page, "text/html"), ("webhook", 200, page, ""),
        ])
    func stranger(_ kind: String, _ status: Int, _ body: String, _ type: String) throws {
        let outcome = try #require(try outcome(kind, status, body, type))
        #expect(outcome.kind == .refused && outcome.reason.hasPrefix("HTTP \(status), but not "), "\(outcome)")
        if !body.isEmpty { #expect(outcome.reason.hasSuffix(body)) }
    }

    @Test("a date of HTTP is read in its three forms, a year of two digits as the latest that can be meant")
    func dates() {
        let now = Date(timeIntervalSince1970: 1_700_000_000)
        for (text, seconds) in [
            ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777.0), ("Sunday, 06-Nov-94 08:49:37 GMT", 784_111_777),
            ("Sun Nov  6 08:49:37 1994", 784_111_777), ("Wednesday, 06-Nov-73 08:49:37 GMT", 3_277_183_777),
            ("Tuesday, 06-Nov-74 08:49:37 GMT", 152_959_777),
        ] {
            #expect(InternetDate.parse(http: text, now: now)?.timeIntervalSince1970 == seconds, "\(text)")
        }
        for text in ["", "soon", "Sun, 31 Feb 1994 08:49:37 GMT", "Sun Nov 6 1994", "Sunday, 06-Nov-1994 08:49:37 GMT"]
        {
            #expect(InternetDate.parse(http: text, now: now) == nil, "\(text)")
        }
    }

    @Test(
        "addresses of mail",
        arguments: [
            ("risk@example.com", true), ("Risk <risk@example.com>", true), ("\"Ops, Team\" <o@x.org>", true),
            ("a.b+c@[127.0.0.1]", true), ("o'neil@mail", true), ("nonsense", false), ("a@x.org, c@x.org", false),
            ("A <a@x.org>, C <c@x.org>", false), ("a@x.org;c@x.org", false), ("a@b@c", false), ("@x.org", false),
            ("a@", false), ("a b@x.org", false), ("a..b@x.org", false), (".a@x.org", false), ("a@x..org", false),
            ("a@-x.org", false), ("<a@x.org", false), ("a@x.org>", false), ("Risk <>", false), ("größe@x.org", false),
            ("a@größe.org", false), ("a@x.org\r\nBcc: b@x.org", false), ("", false),
        ])
    func mailboxes(_ text: String, _ isValid: Bool) {
        #expect((Address.mailFault(text) == nil) == isValid, "\(Address.mailFault(text) ?? "valid")")
    }
}
