import Core
import Foundation

/// Requests to Jira Cloud, REST API v3.
package struct Jira: Sendable {
    static let maximumSummaryLength = 255
    /// Characters of a whole document as it is sent, braces and all.
    static let maximumDocumentLength = 32_767

    private let base: String
    private let headers: [String: String]
    private let project: String
    private let issueType: String

    package init(_ channel: DeliveryChannel) {
        base = "\(channel["url"].withoutTrailingSlash)/rest/api/3"
        let login = Data("\(channel["user"]):\(channel["token"])".utf8).base64EncodedString()
        headers = ["authorization": "Basic \(login)", "accept": "application/json", "content-type": "application/json"]
        project = channel["project"]
        issueType = channel.optional("issue_type") ?? "Task"
    }

    /// The one word by which an incident's issue is found again.
    package static func label(_ incident: String) -> String { "bellwether-\(incident)" }

    package func create(_ rendered: RenderedMessage) -> OutboundRequest {
        post(
            "issue",
            [
                "fields": [
                    "project": ["key": .string(project)], "issuetype": ["name": .string(issueType)],
                    "summary": .string(rendered.title.shortened(to: Jira.maximumSummaryLength)),
                    "labels": ["bellwether", .string(Jira.label(rendered.message.incident))],
                    "description": Jira.document(rendered, titled: false),
                ]
            ])
    }

    package func comment(_ rendered: RenderedMessage, on issue: String) -> OutboundRequest {
        post("issue/\(issue)/comment", ["body": Jira.document(rendered, titled: true)])
    }

    package func search(_ incident: String) -> OutboundRequest {
        let jql = "project = \"\(project)\" AND labels = \"\(Jira.label(incident))\" ORDER BY created ASC"
        return post("search/jql", ["jql": .string(jql), "maxResults": 1, "fields": ["status"]])
    }

    package func comments(on issue: String) -> OutboundRequest {
        get("issue/\(issue)/comment?maxResults=100&orderBy=-created")
    }

    package func transitions(of issue: String) -> OutboundRequest { get("issue/\(issue)/transitions") }

    package func transition(_ issue: String, to id: String) -> OutboundRequest {
        post("issue/\(issue)/transitions", ["transition": ["id": .string(id)]])
    }

    package func status(of issue: String) -> OutboundRequest { get("issue/\(issue)?fields=status") }

    private func post(_ path: String, _ body: JSONValue) -> OutboundRequest {
        OutboundRequest(.post, url: "\(base)/\(path)", headers: headers, json: body)
    }

    private func get(_ path: String) -> OutboundRequest {
        OutboundRequest(.get, url: "\(base)/\(path)", headers: headers)
    }

    /// In Atlassian's document format, a paragraph each line.
    private static func document(_ rendered: RenderedMessage, titled: Bool) -> JSONValue {
        func size(_ line: String) -> Int {
            // Each with the comma before the next.
            paragraphs(line).reduce(0) { $0 + $1.compact.utf16.count + 1 }
        }
        let title = titled ? [rendered.title.shortened(to: maximumSummaryLength)] : []
        let key = rendered.message.key.shortened(to: RenderedMessage.maximumLineLength)
        let frame = document([]).compact.utf16.count + (title + [key]).reduce(0) { $0 + size($1) }
        let body = rendered.bodyLines(within: maximumDocumentLength + 1 - frame, size: size)
        return document((title + body + [key]).flatMap(paragraphs))
    }

    private static func document(_ paragraphs: [JSONValue]) -> JSONValue {
        ["type": "doc", "version": 1, "content": .array(paragraphs)]
    }

    /// The paragraphs of a line; a text of nothing is none.
    private static func paragraphs(_ line: String) -> [JSONValue] {
        line.split(separator: "\n").map { String($0.unicodeScalars.drop { $0 == " " }) }.filter { !$0.isEmpty }
            .map { ["type": "paragraph", "content": [["type": "text", "text": .string($0)]]] }
    }
}

/// An answer of Jira, as far as it is needed.
enum JiraResponses {
    struct Named: Decodable { let key: String }
    struct Found: Decodable { let issues: [Named] }
    struct Status: Decodable {
        struct Category: Decodable { let key: String }
        let statusCategory: Category
    }
    struct Transitions: Decodable {
        struct Transition: Decodable {
            let id: String
            let to: Status
        }
        let transitions: [Transition]
    }
    struct Comment: Decodable { let id: String }
    struct Issue: Decodable {
        struct Fields: Decodable { let status: Status }
        let fields: Fields
    }

    /// - Returns: nil where the body is something else.
    static func read<Value: Decodable>(_ body: Data) -> Value? { try? JSONDecoder().decode(Value.self, from: body) }
}
