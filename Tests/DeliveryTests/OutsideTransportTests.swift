import Alerting
import Core
import Delivery
import Foundation
import PolicyFile
import TestSupport
import Testing
import TradingCalendar

@Suite("What goes over the wire, against servers of this machine")
struct OutsideTransportTests {
    private static let instant = Date(timeIntervalSince1970: 1_700_000_000)

    private struct StandingClock: WallClock {
        func now() -> Date { OutsideTransportTests.instant }
        func sleep(until: Date) async {}
    }

    /// The outcome of a test message on a channel with some settings.
    private func send(
        _ settings: String, environment: [String: String] = [:], times: Int = 1
    ) async throws -> Outcome {
        let text = """
            version: 1
            deployment: d
            sources: {s: {csv: s.csv, time: date, columns: [{name: date, type: date}]}}
            checks: [{name: late, metric: sessions_behind, of: s, warning: above 1, owner: t, runbook: r}]
            runbooks: {r: [{manual: Look}]}
            teams: {t: {channels: {warning: [c]}}}
            channels: {c: \(settings)}
            """
        let loaded = LoadedPolicy(text: text, path: "/nowhere/p.yml")
        let policy = try #require(loaded.policy, "\(loaded.problems)")
        let channel = try DeliveryChannel(
            try #require(policy.channels.first), secrets: SecretSource(environment: environment) { _ in nil })
        let transport = OutsideTransport(
            roots: nil, proxies: ProxySettings(environment: environment), clock: StandingClock(), print: { _ in })
        let rendered = policy.decider.rendered(
            .trial(.fire, on: "c", of: "d", by: "ann", at: OutsideTransportTests.instant))
        var receipt: String?
        var outcome = Outcome(.again)
        for _ in 0..<times {
            let sequence = channel.sequence(
                rendered, after: .init(), receipt: receipt, at: OutsideTransportTests.instant)
            outcome = await transport.attempt(sequence)
            receipt = outcome.receipt ?? receipt
        }
        return outcome
    }

    private func hook(_ server: LocalServer, _ more: String = "") -> String {
        "{webhook: {url: \"http://127.0.0.1:\(server.port)/hook\", secret: s\(more)}}"
    }

    private static func answer(_ status: String, _ body: String = "", _ headers: String...) -> String {
        (["HTTP/1.1 \(status)", "Content-Length: \(body.utf8.count)"] + headers + ["", body]).joined(separator: "\r\n")
    }

    // MARK: - HTTP

    @Test("a message is posted once, with its headers, and what the receiver says is the reason")
    func post() async throws {
        let server = try LocalServer.http { first, body in
            first == "POST /hook HTTP/1.1" && body.contains("\"kind\":\"fire\"")
                ? Self.answer("200 OK") : Self.answer("400 Bad", "what is this")
        }
        #expect(try await send(hook(server)) == Outcome(.delivered))
        #expect(server.lines.contains { $0.hasPrefix("webhook-signature: v1,") })
        #expect(server.lines.contains("User-Agent: Bellwether"))
        #expect(!server.lines.contains { $0.hasPrefix("Expect:") })
        let refusing = try LocalServer.http { _, _ in Self.answer("404 Not Found", "no  such\nhook") }
        #expect(try await send(hook(refusing)) == Outcome(.refused, reason: "HTTP 404: no such hook"))
    }

    @Test(
        "an answer that is none is one whose outcome is not known, and no connection is one to be tried again",
        arguments: [
            "HTTP/1.1 000 x\r\nContent-Length: 1\r\n\r\nx", "this is not HTTP\r\n\r\n", "", "HTTP/9.9 200 OK\r\n\r\n",
        ])
    func garbage(_ answer: String) async throws {
        let server = try LocalServer.http { _, _ in answer }
        let outcome = try await send(hook(server))
        #expect(outcome.kind == .again && outcome.isUnclear && outcome.reason.hasPrefix("no answer: "), "\(outcome)")
    }

    @Test("nobody at the port is no connection")
    func nobody() async throws {
        let outcome = try await send("{webhook: {url: \"http://127.0.0.1:1/hook\", secret: s}}")
        #expect(outcome.kind == .again && !outcome.isUnclear && outcome.reason.hasPrefix("no connection: "))
    }

    @Test("of an answer without end the beginning is read")
    func endless() async throws {
        let server = try LocalServer { connection in
            while let line = connection.line(), !line.isEmpty {}
            connection.say("HTTP/1.1 404 Not Found\r\n\r\n")
            for _ in 0..<1_000 { connection.say(String(repeating: "x", count: 1_000)) }
        }
        let outcome = try await send(hook(server))
        #expect(outcome.kind == .refused && outcome.reason.hasPrefix("HTTP 404: xxx"))
    }

    @Test(
        "Retry-After is seconds, or a date in any of the three forms of HTTP",
        arguments: [
            ("90", 90.0), ("Tue, 14 Nov 2023 22:15:00 GMT", 100.0), ("Tuesday, 14-Nov-23 22:15:00 GMT", 100.0),
            ("Tue Nov 14 22:15:00 2023", 100.0),
        ])
    func retryAfter(_ text: String, _ seconds: Double) async throws {
        let server = try LocalServer.http { _, _ in Self.answer("429 Slow", "", "Retry-After: \(text)") }
        #expect(try await send(hook(server)).notBefore == OutsideTransportTests.instant.addingTimeInterval(seconds))
    }

    @Test("a page for people is no answer of a receiver, and a redirection to one is not followed")
    func pages() async throws {
        let page = "<!DOCTYPE html><html><title>Sign in</title></html>"
        let login = try LocalServer.http { _, _ in Self.answer("200 OK", page, "Content-Type: text/html") }
        let outcome = try await send(hook(login))
        #expect(outcome.kind == .refused && outcome.reason.contains("HTTP 200, but not"), "\(outcome)")
        #expect(try await send(hook(login, ", headers: {Accept: text/html}")) == Outcome(.delivered))
        // Frameworks call plain words HTML.
        let plain = try LocalServer.http { _, _ in Self.answer("200 OK", "thanks", "Content-Type: text/html") }
        #expect(try await send(hook(plain)) == Outcome(.delivered))
        let away = try LocalServer.http { _, _ in Self.answer("302 Found", "", "Location: /login") }
        let redirected = try await send(hook(away))
        #expect(redirected == Outcome(.refused, reason: "HTTP 302"))
        #expect(away.lines.count { $0.hasPrefix("POST") || $0.hasPrefix("GET") } == 1)
    }

    @Test("a user and a password go as basic authentication, from their keys or from the address")
    func login() async throws {
        let wanted = "authorization: Basic \(Data("us er:p@ss:w".utf8).base64EncodedString())"
        let server = try LocalServer.http { _, _ in Self.answer("204 No Content") }
        let address = "http://us%20er:p%40ss:w@127.0.0.1:\(server.port)/hook"
        for settings in [
            hook(server, ", user: us er, password: \"${WORD}\", headers: {X-Team: \"${TEAM}\"}"),
            "{webhook: {url: \"\(address)\", secret: s}}",
            "{alertmanager: {url: \"\(address)\"}}",
        ] {
            let before = server.lines.count
            #expect(try await send(settings, environment: ["WORD": "p@ss:w\n", "TEAM": "risk"]) == Outcome(.delivered))
            #expect(server.lines.dropFirst(before).contains(wanted), "\(server.lines)")
        }
        #expect(server.lines.contains("x-team: risk"))
        #expect(!server.lines.contains { $0.contains("p%40ss") })
    }

    @Test("a header whose value would begin another line is never sent")
    func headerInjection() async throws {
        let server = try LocalServer.http { _, _ in Self.answer("200 OK") }
        let outcome = try await send(
            hook(server, ", headers: {X-Team: \"${TEAM}\"}"), environment: ["TEAM": "risk\r\nX-Evil: 1"])
        #expect(outcome.kind == .refused && outcome.reason.contains("x-team") && server.lines.isEmpty)
    }

    // MARK: - Proxies

    @Test("a receiver elsewhere is reached through the proxy, one on loopback never")
    func proxy() async throws {
        let proxy = try LocalServer.http { _, _ in Self.answer("200 OK") }
        let environment = ["HTTP_PROXY": "http://us:pw@127.0.0.1:\(proxy.port)", "NO_PROXY": "internal.example"]
        let settings = "{webhook: {url: \"http://hooks.example.invalid/x\", secret: s}}"
        #expect(try await send(settings, environment: environment) == Outcome(.delivered))
        #expect(proxy.lines.first == "POST http://hooks.example.invalid/x HTTP/1.1")
        let login = Data("us:pw".utf8).base64EncodedString()
        #expect(proxy.lines.contains("Proxy-Authorization: Basic \(login)"))
        let before = proxy.lines.count
        let direct = try LocalServer.http { _, _ in Self.answer("200 OK") }
        #expect(try await send(hook(direct), environment: environment) == Outcome(.delivered))
        let exempt = "{webhook: {url: \"http://a.internal.example/x\", secret: s}}"
        #expect(try await send(exempt, environment: environment).reason.hasPrefix("no connection"))
        #expect(proxy.lines.count == before)
    }

    @Test("an encrypted receiver is reached through a tunnel, and the reason names the proxy where that is refused")
    func tunnel() async throws {
        let proxy = try LocalServer.http { _, _ in Self.answer("403 Forbidden") }
        let outcome = try await send(
            "{slack: {webhook: \"https://hooks.example.invalid/x\"}}",
            environment: ["https_proxy": "127.0.0.1:\(proxy.port)"])
        #expect(proxy.lines.first == "CONNECT hooks.example.invalid:443 HTTP/1.1")
        #expect(outcome.kind == .again && !outcome.isUnclear && outcome.reason.contains("the proxy answers 403"))
    }

    // MARK: - Mail

    private func mail(_ server: LocalServer, from: String = "b@example.org") -> String {
        "{smtp: {server: \"smtp://127.0.0.1:\(server.port)\", from: \"\(from)\", to: [ann@example.org, bob@example.org]}}"
    }

    @Test("a recipient who is refused stops no other, and the reason has the address and the server's words")
    func oneRefused() async throws {
        let server = try LocalServer.smtp { $0.contains("bob@") ? "550-5.1.1 no\r\n550 such mailbox" : nil }
        let outcome = try await send(mail(server))
        #expect(outcome.kind == .delivered && outcome.isPartial)
        #expect(outcome.lost == ["bob@example.org: 550 5.1.1 no such mailbox"])
        #expect(server.lines.count { $0 == "DATA" } == 1)
    }

    @Test("a recipient who is put off is tried again without the others")
    func oneLater() async throws {
        let server = try LocalServer.smtp { $0.contains("bob@") ? "450 4.2.1 mailbox busy" : nil }
        let first = try await send(mail(server))
        #expect(first.kind == .again && first.isPartial && first.lost.isEmpty)
        #expect(first.reason == "bob@example.org: 450 4.2.1 mailbox busy")
        _ = try await send(mail(server), times: 2)
        // The second of these two attempts is for one recipient alone.
        #expect(server.lines.count { $0.hasPrefix("RCPT TO:<ann@") } == 2)
        #expect(server.lines.count { $0.hasPrefix("RCPT TO:<bob@") } == 3)
    }

    @Test("where every recipient is refused the mail is, and says so of each")
    func allRefused() async throws {
        let server = try LocalServer.smtp { $0.hasPrefix("RCPT") ? "550 no such mailbox" : nil }
        let outcome = try await send(mail(server))
        #expect(outcome.kind == .refused && outcome.lost.isEmpty && !outcome.isPartial)
        #expect(outcome.reason == "ann@example.org: 550 no such mailbox; bob@example.org: 550 no such mailbox")
    }

    @Test("a mail that is refused as a whole is refused in the server's words")
    func wholeRefused() async throws {
        let server = try LocalServer.smtp { $0.hasPrefix("MAIL") ? "550 5.7.1 not from here" : nil }
        let outcome = try await send(mail(server))
        #expect(outcome.kind == .refused && outcome.reason == "550 5.7.1 not from here", "\(outcome)")
    }

    @Test("the headers of a mail are ASCII whatever the names are")
    func headers() async throws {
        let server = try LocalServer.smtp { _ in nil }
        #expect(try await send(mail(server, from: "Überwachung <b@example.org>")) == Outcome(.delivered))
        #expect(server.lines.allSatisfy { $0.utf8.allSatisfy { $0 < 0x80 } && $0.utf8.count <= 998 })
        #expect(server.lines.contains("MAIL FROM:<b@example.org>"))
    }
}
