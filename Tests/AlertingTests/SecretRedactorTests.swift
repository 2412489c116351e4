import Alerting
import Core
import Foundation
import PolicyFile
import TestSupport
import Testing

@Suite("Secrets in what receivers say")
struct SecretRedactorTests {
    private func redactor(_ channel: JSONValue, _ environment: [String: String], file: String? = nil) throws
        -> SecretRedactor
    {
        SecretRedactor(
            try ChannelCase.policy(channel).channels, from: SecretSource(environment: environment) { _ in file })
    }

    private static let secret = "p \"q\\r/ü&%+\u{1F511}  end"

    @Test(
        "a value of a reference is hidden in every form in which it is said back",
        arguments: [
            secret, "p \"q\\r/ü&%+\u{1F511} end",
            "p \\\"q\\\\r/ü&%+\u{1F511}  end", "p \\\"q\\\\r\\/ü&%+\u{1F511}  end",
            "p \\u0022q\\u005cr\\u002F\\u00fc\\u0026%+\\ud83d\\udd11  end",
            "p%20%22q%5Cr%2F%C3%BC%26%25%2B%F0%9F%94%91%20%20end", "p+%22q%5cr%2f%c3%bc%26%25%2b%f0%9f%94%91++end",
            "p &quot;q\\r/ü&amp;%+\u{1F511} end",
        ])
    func forms(_ said: String) throws {
        let redactor = try redactor(
            ["kind": "webhook", "name": "c", "url": "https://h.example.com/x", "secret": "${KEY}"],
            ["KEY": Self.secret])
        #expect(redactor.redacted("you sent <\(said)>, twice: \(said)!") == "you sent <…>, twice: …!")
    }

    @Test("what a reference stands for is hidden whatever its key is, and what the policy shows is not")
    func origins() throws {
        let redactor = try redactor(
            [
                "kind": "smtp", "name": "c", "server": "smtps://${MAIL_HOST}", "from": "${SENDER}",
                "to": "ann@example.org", "user": "${ACCOUNT}", "password": ["file": "word"],
            ],
            ["MAIL_HOST": "mx7.corp.example", "SENDER": "watch@corp.example", "ACCOUNT": "svc-watch"],
            file: "w0rd of the file\n")
        for text in ["mx7.corp.example", "watch@corp.example", "svc-watch", "w0rd of the file", "w0rd%20of the file"] {
            #expect(redactor.redacted("550 <\(text)> is refused") == "550 <…> is refused", "\(text)")
        }
        let login = Data("\0svc-watch\0w0rd of the file".utf8).base64EncodedString()
        #expect(redactor.redacted("AUTH \(login)") == "AUTH …")
        #expect(redactor.redacted("550 <ann@example.org> is not here") == "550 <ann@example.org> is not here")
    }

    @Test("headers, logins and what stands in an address before its host are hidden")
    func requests() throws {
        let redactor = try redactor(
            [
                "kind": "alertmanager", "name": "c", "url": "http://${WHO}:${WORD}@a.example.com/in",
                "headers": ["X-Api-Key": "${API}", "X-Team": "literal-team"],
            ],
            ["WHO": "jane", "WORD": "s3cr%40t", "API": "k-e-y"])
        for text in [
            "jane:s3cr%40t", "s3cr@t", "jane", "k-e-y", "literal-team", Data("jane:s3cr@t".utf8).base64EncodedString(),
        ] {
            #expect(redactor.redacted("[\(text)]") == "[…]", "\(text)")
        }
    }

    @Test("words that are no secret stay")
    func words() throws {
        let redactor = try redactor(
            ["kind": "jira", "name": "c", "url": "${U}", "user": "${A}", "token": "${T}", "project": "${P}"],
            ["U": "https://j.example.com", "A": "bot", "T": "t0ken", "P": "DATA"])
        #expect(redactor.redacted("DATA-7 of the bot") == "DATA-7 of the bot")
        #expect(redactor.redacted("no t0ken") == "no …")
    }
}
