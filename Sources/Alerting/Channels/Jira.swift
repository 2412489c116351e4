import Core
import Foundation

/// Requests to Jira Cloud, REST API v3.
package struct Jira: Sendable {
    static let maximumSummaryLength = 255
    static let maximumBodyLength = 30_000

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
        let body = rendered.body(limit: maximumBodyLength).split(separator: "\n").map(String.init)
        // A text of nothing is no document.
        let lines =
            (titled ? [rendered.title.shortened(to: maximumSummaryLength)] : [])
            + body.map { String($0.unicodeScalars.drop { $0 == " " }) }.filter { !$0.isEmpty } + [rendered.message.key]
        return [
            "type": "doc", "version": 1,
            "content": .array(
                lines.map { line in
                    ["type": "paragraph", "content": [["type": "text", "text": .string(line)]]]
                }),
        ]
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
    struct Issue: Decodable {
        struct Fields: Decodable { let status: Status }
        let fields: Fields
    }

    /// - Returns: nil where the body is something else.
    static func read<Value: Decodable>(_ body: Data) -> Value? { try? JSONDecoder().decode(Value.self, from: body) }
}
