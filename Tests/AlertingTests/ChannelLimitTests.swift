import Alerting
import Core
import Foundation
import PolicyFile
import TestSupport
import Testing
import TradingCalendar

@Suite("Messages are as large as their receivers take, measured as they are sent")
struct ChannelLimitTests {
    private static let instant = Date(timeIntervalSince1970: 1_700_000_000)

    /// A message about so many null columns, with texts that grow when they are sent.
    private func rendered(_ count: Int, filler: String) throws -> RenderedMessage {
        let alerts = (0..<count).map { number in
            Message.Content.Line(
                check: "nulls", subject: "column_\(number)\(filler)", layer: .data, severity: .critical,
                since: Self.instant, resolvedAt: nil, reason: "12.5 % of 40 rows are null, above 5 %\(filler)",
                evidence: "5 of 40 rows\(filler)")
        }
        let message = Message(
            incident: "5f0c3a9be1d27486", channel: "c", kind: .fire, sequence: 1, teams: ["t"], at: Self.instant,
            severity: .critical,
            content: .init(
                headline: "critical: nulls \(filler)", why: "an alert of t fires", openedAt: Self.instant,
                alerts: alerts, owners: ["t"], firstStep: "Look\(filler)"))
        return RenderedMessage(
            message, deployment: "d", site: nil, zone: try #require(ExchangeZone("America/New_York")))
    }

    private func body(_ channel: JSONValue, _ count: Int, _ filler: String) throws -> (text: String, json: JSON) {
        let settings = try #require(try ChannelCase.policy(channel).channels.first)
        let made = try DeliveryChannel(settings, secrets: SecretSource(environment: [:]) { _ in nil })
        var sequence = made.sequence(
            try rendered(count, filler: filler), after: .init(), receipt: nil, at: Self.instant)
        guard case .request(let request) = sequence.next(nil), let text = request.body else {
            throw InputFailure(path: "channel", "sends nothing")
        }
        return (text, try JSON.parse(Data(text.utf8)))
    }

    private static let cases = [1, 90, 2_000].flatMap { count in
        ["", String(repeating: "\u{1F680}", count: 300), String(repeating: "\u{1}", count: 600)].map { (count, $0) }
    }

    @Test("a document of Jira", arguments: cases)
    func jira(_ count: Int, _ filler: String) throws {
        let sent = try body(
            ["kind": "jira", "name": "c", "url": "https://j.example.com", "user": "u", "token": "t", "project": "P"],
            count, filler)
        let lines = sent.json.fields.description.content.array.map { $0.content.array[0].text.string }
        let frames = lines.map {
            #"{"content":[{"text":\#(JSONValue.string($0).compact),"type":"text"}],"type":"paragraph"}"#
        }
        let document = #"{"content":[\#(frames.joined(separator: ","))],"type":"doc","version":1}"#
        #expect(sent.text.contains(document) && document.utf16.count <= 32_767)
        #expect(lines.last == "5f0c3a9be1d27486/c/fire/1" && lines.first == "why now: an alert of t fires")
        if count == 2_000 { #expect(lines.contains { $0.hasPrefix("and 1") && $0.hasSuffix(" more alerts") }) }
    }

    @Test("an event of PagerDuty", arguments: cases)
    func pagerduty(_ count: Int, _ filler: String) throws {
        let sent = try body(["kind": "pagerduty", "name": "c", "routing_key": "k"], count, filler)
        #expect(sent.text.utf8.count <= 512 * 1024)
        #expect(sent.json.payload.summary.string.utf16.count <= 1_024)
        let details = sent.json.payload.custom_details
        let named = details.alerts.array.count
        #expect((1...100).contains(named))
        #expect(named + (count > named ? details.more_alerts.int : 0) == count)
    }

    @Test("a message of Slack", arguments: cases)
    func slack(_ count: Int, _ filler: String) throws {
        let sent = try body(["kind": "slack", "name": "c", "webhook": "https://s.example.com/x"], count, filler)
        let blocks = sent.json.blocks.array
        #expect(blocks[0].text.text.string.utf16.count <= 150 && blocks[1].text.text.string.utf16.count <= 3_000)
        #expect(sent.json.text.string.utf16.count <= 4_000)
    }

    @Test("a title for Slack is never cut within an escape")
    func escapes() throws {
        for filler in ["&", "<>", "a&"] {
            let long = String(repeating: filler, count: 3_000)
            let sent = try body(["kind": "slack", "name": "c", "webhook": "https://s.example.com/x"], 1, long)
            let text = sent.json.text.string
            #expect((3_990...4_000).contains(text.utf16.count))
            let plain = text.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&amp;", with: "A")
            #expect(!plain.contains("&"))
        }
    }

    @Test("the body of a webhook, and the annotations of Alertmanager", arguments: cases)
    func others(_ count: Int, _ filler: String) throws {
        let hook = try body(
            ["kind": "webhook", "name": "c", "url": "https://h.example.com", "secret": "s"], count, filler)
        #expect(hook.text.utf8.count <= 1_000_000)
        let named = hook.json.alerts.array.count
        let more = hook.json.keys.contains("more_alerts") ? hook.json.more_alerts.int : 0
        #expect(named >= 1 && named + more == count)
        let manager = try body(["kind": "alertmanager", "name": "c", "url": "https://a.example.com"], count, filler)
        let notes = manager.json.array[0].annotations
        #expect(notes.keys.allSatisfy { notes[$0].string.utf16.count <= 10_000 })
    }

    @Test("a mail", arguments: cases)
    func mail(_ count: Int, _ filler: String) throws {
        let settings = try #require(
            try ChannelCase.policy([
                "kind": "smtp", "name": "c", "server": "smtp://m.example.com", "from": "b@example.com",
                "to": "r@example.com",
            ]).channels.first)
        let channel = try DeliveryChannel(settings, secrets: SecretSource(environment: [:]) { _ in nil })
        var sequence = channel.sequence(
            try rendered(count, filler: filler), after: .init(), receipt: nil, at: Self.instant)
        guard case .mail(let mail) = sequence.next(nil) else { throw InputFailure(path: "channel", "sends nothing") }
        #expect(mail.text.utf8.count < 7_000_000)
        #expect(mail.text.components(separatedBy: "\r\n").allSatisfy { $0.utf8.count <= 998 })
    }
}
