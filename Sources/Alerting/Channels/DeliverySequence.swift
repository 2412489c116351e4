import Core
import Foundation

/// The next step in delivering a message, given the answers so far.
package protocol DeliverySequence: Sendable {
    mutating func next(_ answer: DeliveryResponse?) -> DeliveryStep
}

package enum DeliveryStep: Equatable, Sendable {
    case request(OutboundRequest)
    case mail(Mail)
    /// Lines for standard output.
    case print([String])
    case end(Outcome)
}

/// A request to an HTTP server. May hold secrets: it is neither kept nor shown.
package struct OutboundRequest: Equatable, Sendable {
    package enum Method: String, Sendable { case get = "GET", post = "POST" }

    package let method: Method
    package let url: String
    /// Names in lower case.
    package let headers: [String: String]
    package let body: String?

    init(_ method: Method, url: String, headers: [String: String] = [:], json: JSONValue? = nil) {
        self.method = method
        self.url = url
        var headers = headers
        if json != nil, headers["content-type"] == nil { headers["content-type"] = "application/json" }
        self.headers = headers
        body = json?.compact
    }

    init(_ method: Method, url: String, headers: [String: String], body: String) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
    }
}

/// One request, and what comes back is the outcome.
struct SingleStep: DeliverySequence {
    let turn: DeliveryStep
    /// Reads the answer as the receiver means it.
    let outcome: @Sendable (DeliveryResponse) -> Outcome

    init(_ turn: DeliveryStep, outcome: @escaping @Sendable (DeliveryResponse) -> Outcome = { $0.outcome }) {
        self.turn = turn
        self.outcome = outcome
    }

    func next(_ answer: DeliveryResponse?) -> DeliveryStep { answer.map { .end(outcome($0)) } ?? turn }
}
