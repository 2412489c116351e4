import Alerting
import Application
import Core
import Foundation
import Logging
import PolicyFile
import Synchronization
import TestSupport
import Testing
import TradingCalendar

@Suite("The log")
struct LineLogHandlerTests {
    private struct Fault: Error, CustomStringConvertible {
        let description = "no answer from /services/T0/B0-hidden"
    }

    /// Events that hold a secret of a channel wherever an event can hold something.
    private func lines(_ environment: [String: String]) throws -> [String] {
        let text = """
            version: 1
            deployment: d
            sources: {s: {csv: feed.csv, time: date, columns: [{name: date, type: date}, {name: x, type: number}]}}
            checks: [{name: n, metric: null_percent, of: x, window: 1 session, critical: above 50, owner: t, runbook: r}]
            runbooks: {r: [{manual: Look}]}
            teams: {t: {channels: {critical: [chat, hook]}}}
            channels:
              chat: {slack: {webhook: "https://hooks.example/services/${PLANTED_PATH}"}}
              hook: {webhook: {url: "https://example.com/x", secret: "${PLANTED}"}}
            """
        let policy = try #require(LoadedPolicy(text: text, path: "/nowhere/p.yml").policy)
        let secrets = ["PLANTED": "pl\"anted key", "PLANTED_PATH": "T0/B0-hidden"]
        let redactor = SecretRedactor(policy.channels, from: SecretSource(environment: secrets) { _ in nil })
        let lines = Lines()
        let destination = LogDestination(try LogSettings(environment: environment), clock: StandingClock()) {
            lines.add($0)
        }
        var logger = Logger(label: "test") { LineLogHandler(label: $0, redactor: redactor, destination: destination) }
        logger[metadataKey: "deployment"] = "d"
        logger.info("sent with pl\"anted key\nto all")
        logger.notice(
            "three forms",
            metadata: [
                "string": "is pl\"anted key", "count": .stringConvertible(3), "words": "two words", "empty": "",
                "array": ["a", "pl\"anted key", ["pl\"anted key"]], "convertible": .stringConvertible(Fault()),
                "dictionary": ["key": "pl\"anted key", "pl\"anted key": "b"],
            ])
        logger.error("failed", error: Fault())
        logger.debug("not at this level")
        return lines.all
    }

    private final class Lines: Sendable {
        private let lines = Mutex<[String]>([])
        func add(_ line: String) { lines.withLock { $0.append(line) } }
        var all: [String] { lines.withLock { $0 } }
    }

    @Test("text is a line an event, with what is needed quoted and every secret hidden")
    func text() throws {
        let time = Timestamp.text(StandingClock().now())
        #expect(
            try lines(["BELLWETHER_LOG": "info"]) == [
                #"\#(time) info test sent with …\u{a}to all deployment=d"#,
                """
                \(time) notice test three forms array=["a","…",["…"]] convertible="no answer from …" count=3 \
                deployment=d dictionary={"key":"…","…":"b"} empty="" string="is …" words="two words"
                """,
                #"\#(time) error test failed deployment=d error="no answer from …""#,
            ])
    }

    @Test("JSON is an object a line, with sorted keys and every secret hidden")
    func json() throws {
        let lines = try lines(["BELLWETHER_LOG": "info", "BELLWETHER_LOG_FORMAT": "json"])
        let time = Timestamp.text(StandingClock().now())
        #expect(
            lines.first == """
                {"label":"test","level":"info","message":"sent with …\\nto all","metadata":{"deployment":"d"},\
                "time":"\(time)"}
                """)
        let events = try lines.map { try JSON.parse(Data($0.utf8)) }
        try #require(events.count == 3)
        #expect(events.map(\.level.string) == ["info", "notice", "error"])
        let metadata = events.map(\.metadata)
        #expect(metadata[1]["count"].int == 3 && metadata[1]["array"][2][0].string == "…")
        #expect(metadata[1]["dictionary"]["key"].string == "…" && metadata[1]["string"].string == "is …")
        #expect(metadata[2]["error"].string == "no answer from …")
        #expect(lines.allSatisfy { !$0.contains("anted") && !$0.contains("hidden") && !$0.contains("\n") })
    }

    @Test("without settings only warnings and worse are written; a wrong setting says what would be right")
    func settings() throws {
        #expect(try lines([:]).count == 1)
        #expect(try lines(["BELLWETHER_LOG": "", "BELLWETHER_LOG_FORMAT": ""]).count == 1)
        #expect(try lines(["BELLWETHER_LOG": "critical"]).isEmpty)
        #expect(try lines(["BELLWETHER_LOG": "trace"]).count == 4)
        for (name, words) in [
            ("BELLWETHER_LOG", "is none of trace, debug, info, notice, warning, error, critical"),
            ("BELLWETHER_LOG_FORMAT", "is none of text, json"),
        ] {
            let error = #expect(throws: ApplicationError.self) { try LogSettings(environment: [name: "Loud"]) }
            #expect(error?.description == "\(name) \"Loud\" \(words)")
        }
    }
}
