import Foundation
import TestSupport
import Testing

@Suite("Policies and data that are hostile, or over")
struct PolicyFaultTests {
    private func validate(_ rules: String) throws -> Program.Result {
        let small = try SmallStore(rules: rules)
        return try Program.run(["validate", small.policy])
    }

    /// Each level is a mapping whose key and value are the level below.
    private static func doubling(_ levels: Int, _ form: (Int) -> String) -> String {
        (1...levels).map { "l\($0): &a\($0) \(form($0 - 1))\n" }.joined()
    }

    @Test(
        "aliases of aliases end in an error before they are expanded",
        arguments: ["{? *aN : *aN}", "{*aN : *aN}", "[*aN, *aN]", "{? [*aN, *aN] : x}", "{x: {*aN : 1, ? [*aN] : 2}}"])
    func aliases(_ form: String) throws {
        let text = "l0: &a0 x\n" + Self.doubling(28) { form.replacing("aN", with: "a\($0)") }
        let start = ContinuousClock.now
        let run = try validate(text)
        #expect(ContinuousClock.now - start < .seconds(10))
        #expect(run.code == 65 && run.output.contains("larger than 100000 values"), "\(run.code) \(run.output)")
    }

    @Test("aliases of a few values are what they stand for")
    func fewAliases() throws {
        let shared = SmallStore.rules.replacing(
            "a: {channels: {critical: [out]}}", with: "a: &t {channels: {critical: [out]}}"
        )
        .replacing("b: {channels: {critical: [out]}}", with: "b: *t")
        #expect(shared.contains("*t"))
        #expect(try validate(shared).code == 0)
    }

    @Test(
        "a name with a character that is not visible is refused",
        arguments: ["\\0", "\\e[31m", "\\n", "\\t", "\\x7f", "\\x9b", "\\u202e", "\\u2028", "\\u2066"])
    func names(_ character: String) throws {
        let rules = SmallStore.rules
        for (old, new) in [
            ("{name: blank", "{name: \"bl\(character)ank\""),
            ("{out: {stdout", "{\"o\(character)ut\": {stdout"),
            ("{r: [{manual", "{\"r\(character)\": [{manual"),
            ("{a: {channels", "{\"a\(character)\": {channels"),
            ("sources: {s: ", "sources: {\"s\(character)\": "),
            ("deployment: d", "deployment: \"d\(character)\""),
        ] {
            let changed = rules.replacing(old, with: new)
            #expect(changed != rules)
            let run = try validate(changed)
            #expect(run.code == 65, "\(new): \(run.output)")
            #expect(
                ["control character", "NUL", "is not a name"].contains(where: run.output.contains),
                "\(new): \(run.output)")
            #expect(isHarmless(run.output + run.errors), "\(new)")
        }
    }

    @Test("NUL is refused in every text of a policy")
    func nul() throws {
        let run = try validate(SmallStore.rules.replacing("{manual: Look}", with: "{manual: \"Lo\\0ok\"}"))
        #expect(run.code == 65 && run.output.contains("holds the character NUL"), "\(run.output)")
    }

    @Test("an address that is none is refused where it is written")
    func addresses() throws {
        for channel in [
            "{slack: {webhook: notaurl}}", "{slack: {webhook: \"https://\"}}", "{slack: {webhook: \"https://a b/c\"}}",
            "{slack: {webhook: \"https://a:99999/\"}}", "{slack: {webhook: \"https://a:x/${TOKEN}\"}}",
            "{slack: {webhook: \"ftp://example.com/${TOKEN}\"}}", "{alertmanager: {url: \"http:///alerts\"}}",
            "{alertmanager: {url: \"http://:9093\"}}", "{webhook: {url: \"https://a..b/\", secret: \"${S}\"}}",
            "{webhook: {url: \"https://[::1/\", secret: \"${S}\"}}",
            "{webhook: {url: \"https://-a/\", secret: \"${S}\"}}",
            "{jira: {url: example.com, token: \"${T}\", user: u, project: P}}",
            "{smtp: {server: mail.example.com, from: a@example.com, to: b@example.com}}",
            "{smtp: {server: \"smtp://\", from: a@example.com, to: b@example.com}}",
            "{smtp: {server: \"smtp://m\", from: nonsense, to: b@example.com}}",
            "{smtp: {server: \"smtp://m\", from: a@example.com, to: \"b@example.com, c@example.com\"}}",
            "{smtp: {server: \"smtp://m\", from: a@example.com, to: [\"b@example.com\\r\\nBcc: c@example.com\"]}}",
        ] {
            let run = try validate(SmallStore.rules.replacing("{stdout: {}}", with: channel))
            #expect(run.code == 65 && run.output.contains("is no address"), "\(channel): \(run.output)")
        }
        for channel in [
            "{slack: {webhook: \"https://hooks.example.com/services/T/B/${TOKEN}\"}}",
            "{alertmanager: {url: \"http://[::1]:9093/prefix\"}}", "{alertmanager: {url: \"http://a_b.local.:9093\"}}",
            "{slack: {webhook: \"https://${HOST}:${PORT}/x\"}}",
            "{webhook: {url: \"https://münchen.example/h?x=1#y\", secret: \"${S}\"}}",
            "{smtp: {server: \"smtp://127.0.0.1:25\", from: \"Bellwether <b@localhost>\", to: [a@example.com]}}",
        ] {
            let run = try validate(SmallStore.rules.replacing("{stdout: {}}", with: channel))
            #expect(run.code == 0, "\(channel): \(run.output)")
        }
    }

    // MARK: - The calendar

    private func calendar(to last: String) -> String {
        "name: XOLD\nzone: UTC\nclose: \"16:30\"\nfrom: 2023-01-01\nto: \(last)\n"
    }

    @Test("after the end of the calendar, check, explain and diagnose say what tick says")
    func ended() throws {
        let small = try SmallStore(rules: SmallStore.rules + "calendar: old.yml\n")
        _ = try small.files.write(calendar(to: "2024-12-31"), as: "old.yml")
        let words = "the calendar XOLD ends on 2024-12-31, which is over: nothing is watched"
        for arguments in [
            ["check"], ["check", "--format", "json"], ["explain", "--check", "blank"], ["diagnose"],
        ] {
            let run = try Program.run([arguments[0], small.policy] + arguments.dropFirst())
            #expect(run.code == 66 && run.output.isEmpty && run.errors.contains(words), "\(arguments): \(run.errors)")
        }
        let tick = try small.run("tick", small.policy)
        #expect(tick.code == 66 && tick.errors.contains(words))
        #expect(try Program.run(["check", small.policy, "--as-of", "2024-01-03"]).code == 0)
        let validate = try Program.run(["validate", small.policy])
        #expect(validate.code == 0 && validate.output.contains("the calendar XOLD ended on 2024-12-31"))
    }

    @Test("a calendar that ends within a year is doubted, and one that does not is not")
    func ending() throws {
        let small = try SmallStore(rules: SmallStore.rules + "calendar: old.yml\n")
        let today = Date()
        for (days, isDoubted) in [(300.0, true), (400, false)] {
            let end = today.addingTimeInterval(days * 86_400).formatted(.iso8601.year().month().day())
            _ = try small.files.write(calendar(to: end), as: "old.yml")
            let run = try Program.run(["validate", small.policy])
            #expect(run.code == 0 && run.output.contains("the calendar XOLD ends on \(end)") == isDoubted)
        }
    }

    @Test("diagnose with too few rows is no wrong usage, and says why")
    func fewRows() throws {
        let small = try SmallStore()
        for arguments in [[], ["--compare"]] {
            let run = try Program.run(["diagnose", small.policy, "--as-of", "2024-01-04"] + arguments)
            #expect(run.code == 3 && run.output.isEmpty && run.errors.contains("window"), "\(run.errors)")
            #expect(run.errors.contains("has 2 there and 0 in it"), "\(run.errors)")
        }
        let none = try Program.run(["diagnose", small.policy, "--as-of", "2023-06-01"])
        #expect(none.code == 3 && none.output.isEmpty && !none.errors.isEmpty, "\(none.errors)")
    }

    // MARK: - Text from outside

    /// Characters that steer a terminal, hide or reorder text, or end a line where no line should end.
    private static let hostile = "\u{1B}[31m\u{7F}\u{9B}2J\u{202E}\u{2028}\u{2066}"

    private func isHarmless(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { scalar in
            switch scalar.value {
            case 0x0A: true
            case 0..<0x20, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069: false
            default: true
            }
        }
    }

    @Test("text of a file or a policy never steers the terminal, in any verb or format")
    func harmless() throws {
        let evil = Self.hostile
        let small = try SmallStore(
            rules: SmallStore.rules.replacing("Restart", with: "\"Re\\e[31m\\u202Estart\"")
                .replacing(
                    "{name: x, type: number}", with: "{name: x, type: number}, {name: y, type: text, allowed: [a]}"
                )
                .replacing(
                    "checks:",
                    with: "checks:\n  - {name: shape, metric: schema, of: s, warning: any, owner: a, runbook: r}"))
        _ = try small.files.write(
            "date,x,y,z\(evil)\n2024-01-02,1,a\(evil),1\n2024-01-03,1\(evil),a,1\n2024-01-04,,b\(evil),1\n\(evil),,,\n",
            as: "feed.csv")
        let other = try small.files.write("date,x,z\(evil)\n2024-01-02,1,2\n", as: "other.csv")
        let scenario = try small.files.write(
            "# title\(evil)\npolicy policy.yml\nfrom 2024-01-02\nto 2024-01-04\nplnt\(evil) null x\n", as: "x.scenario")
        let wrong = try small.files.write(
            "version: 1\nde\u{202E}ployment\u{9B}: x\nchecks: \u{2028}\n", as: "wrong.yml")
        let feed = small.files.directory.appending(path: "feed.csv").path
        for arguments in [
            ["check", small.policy, "--as-of", "2024-01-04"],
            ["explain", small.policy, "--check", "shape", "--as-of", "2024-01-04"],
            ["explain", small.policy, "--check", evil], ["profile", feed], ["profile", other, "--baseline", feed],
            ["profile", "none\(evil)"], ["check", "none\(evil)"], ["validate", wrong], ["validate", small.policy],
            ["test", scenario], ["diagnose", small.policy, "--source", evil], ["routes", "test", small.policy],
            ["calendar", evil], ["check", small.policy, "--as-of", evil], ["check", "--\(evil)"],
        ] {
            for format in ["text", "json"] {
                let run = try Program.run(arguments + ["--format", format], in: small.files.directory)
                #expect(isHarmless(run.output) && isHarmless(run.errors), "\(arguments) \(format)")
                if format == "json", !run.output.isEmpty { _ = try run.json }
            }
        }
        let tick = try small.tick(deliver: true)
        #expect(tick.code == 0 && isHarmless(tick.output + tick.errors))
        let reason = ["--reason", "because\(evil)", "--by", "me\(evil)"]
        for arguments in [
            ["freeze"] + reason, ["freeze", "status"], ["silence", "--check", "blank", "--for", "2 sessions"] + reason,
            ["silence", "list"], ["incidents", "list"], ["incidents", "show", try small.incident()], ["audit", "list"],
            ["runbook", "show", try small.incident()], ["runbook", "list"], ["outbox", "list"], ["ack", evil],
            ["unfreeze", "--id", evil, "--reason", "r"], ["unfreeze"] + reason,
        ] {
            for format in ["text", "json"] {
                let run = try Program.run(
                    arguments + ["--store", small.store, "--format", format], in: small.files.directory)
                #expect(isHarmless(run.output) && isHarmless(run.errors), "\(arguments) \(format): \(run.output)")
            }
        }
        #expect(try small.run("audit", "verify").code == 0)
    }

    @Test("text of a ledger of predictions never steers the terminal")
    func harmlessLedger() throws {
        let evil = Self.hostile
        let small = try SmallStore(
            rules: SmallStore.rules
                + "model: {ledger: predictions.csv, labels: labels.csv}\n")
        _ = try small.files.write(
            """
            id,made_at,session,label_session,version,mean
            p\(evil),2024-01-02T22:00:00Z,2024-01-02,2024-01-03,v\(evil),0.1
            q\(evil),2024-01-02T22:00:00Z,2024-01-02,2024-01-03,v,1\(evil)
            \(evil)

            """,
            as: "predictions.csv")
        _ = try small.files.write("key,value\n2024-01-03,1\(evil)\n\(evil),1\n", as: "labels.csv")
        for format in ["text", "json", "csv"] {
            let run = try Program.run(
                ["predictions", small.policy, "--from", "2024-01-02", "--to", "2024-01-04", "--format", format])
            #expect(run.code == 0 && isHarmless(run.output) && isHarmless(run.errors), "\(format): \(run.errors)")
        }
    }
}
