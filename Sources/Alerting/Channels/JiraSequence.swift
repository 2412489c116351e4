import Core
import Foundation

/// One issue an incident: created by the first message, commented by the others, moved to a status that is done by the
/// last.
///
/// Jira has no idempotency keys. Where something was sent whose outcome is not known, it looks before it sends that
/// again.
struct JiraSequence: DeliverySequence {
    /// Jira's index lags behind: what was created may not be found at once.
    static let settling: TimeInterval = 120
    static let betweenSearches: TimeInterval = 60

    private enum Awaited {
        case nothing, search, creation, comments, comment, transitions, transition, status
    }

    private let rendered: RenderedMessage
    private let jira: Jira
    private let delivery: OutboxMessage.Delivery
    private let now: Date
    private var issue: String?
    private var awaited = Awaited.nothing

    init(_ rendered: RenderedMessage, jira: Jira, delivery: OutboxMessage.Delivery, issue: String?, at now: Date) {
        self.rendered = rendered
        self.jira = jira
        self.delivery = delivery
        self.issue = issue
        self.now = now
    }

    mutating func next(_ answer: DeliveryResponse?) -> DeliveryStep {
        guard let answer else { return begin() }
        guard case .http(_, let body, _, let mediaType, _) = answer, answer.outcome.kind == .delivered else {
            return failed(answer)
        }
        // Only what stands in front of Jira answers with a page: a login, or a proxy.
        if HTMLPage.isPage(body, mediaType: mediaType) {
            return end(answer.outcome(expecting: "what Jira answers") { _, _ in false })
        }
        switch awaited {
        case .nothing: return .end(answer.outcome)
        case .search: return searched(body)
        case .creation: return created(body)
        case .comments:
            return String(decoding: body, as: UTF8.self).contains(rendered.message.key) ? commented() : say()
        case .comment:
            guard let _: JiraResponses.Comment = JiraResponses.read(body) else {
                return notUnderstood("comment", isUnclear: true)
            }
            return commented()
        case .transitions: return listed(body)
        case .transition: return finished()
        case .status: return looked(body)
        }
    }

    private mutating func ask(_ awaited: Awaited, _ request: OutboundRequest) -> DeliveryStep {
        self.awaited = awaited
        return .request(request)
    }

    private mutating func begin() -> DeliveryStep {
        if let issue {
            if rendered.message.kind == .fire { return finished() }
            return delivery.unclearSince == nil ? say() : ask(.comments, jira.comments(on: issue))
        }
        let message = rendered.message
        let mayExist = delivery.unclearSince != nil || message.kind != .fire || message.sequence > 1
        return mayExist
            ? ask(.search, jira.search(rendered.message.incident)) : ask(.creation, jira.create(rendered))
    }

    private mutating func searched(_ body: Data) -> DeliveryStep {
        guard let found: JiraResponses.Found = JiraResponses.read(body) else { return notUnderstood("search") }
        if let key = found.issues.first?.key {
            issue = key
            return begin()
        }
        guard let since = delivery.unclearSince else { return ask(.creation, jira.create(rendered)) }
        let first = delivery.searchedAt ?? now
        let earliest = max(
            since.addingTimeInterval(JiraSequence.settling), first.addingTimeInterval(JiraSequence.betweenSearches))
        if delivery.searchedAt != nil, now >= earliest { return ask(.creation, jira.create(rendered)) }
        var outcome = Outcome(
            .again, reason: "whether the issue was created is not known, and it is not found yet", notBefore: earliest)
        outcome.searchedAt = first
        return .end(outcome)
    }

    private mutating func created(_ body: Data) -> DeliveryStep {
        guard let named: JiraResponses.Named = JiraResponses.read(body) else {
            return notUnderstood("creation", isUnclear: true)
        }
        issue = named.key
        return rendered.message.kind == .resolve ? close() : finished()
    }

    private mutating func say() -> DeliveryStep { ask(.comment, jira.comment(rendered, on: issue ?? "")) }

    private mutating func commented() -> DeliveryStep { rendered.message.kind == .resolve ? close() : finished() }

    private mutating func close() -> DeliveryStep { ask(.transitions, jira.transitions(of: issue ?? "")) }

    private mutating func listed(_ body: Data) -> DeliveryStep {
        guard let list: JiraResponses.Transitions = JiraResponses.read(body) else {
            return notUnderstood("transitions")
        }
        guard let done = list.transitions.first(where: { $0.to.statusCategory.key == "done" }) else {
            return ask(.status, jira.status(of: issue ?? ""))
        }
        return ask(.transition, jira.transition(issue ?? "", to: done.id))
    }

    private func looked(_ body: Data) -> DeliveryStep {
        guard let found: JiraResponses.Issue = JiraResponses.read(body) else { return notUnderstood("status") }
        if found.fields.status.statusCategory.key == "done" { return finished() }
        return end(
            Outcome(.refused, reason: "no transition of \(issue ?? "") leads to a status of the category done"))
    }

    private func finished() -> DeliveryStep { end(Outcome(.delivered)) }

    private func failed(_ answer: DeliveryResponse) -> DeliveryStep {
        var outcome = answer.outcome
        switch awaited {
        // Whatever comes of these changes nothing there.
        case .search, .comments, .nothing: outcome.isUnclear = false
        // The comment before them is there: it is looked for next time.
        case .transitions, .transition, .status: outcome.isUnclear = true
        case .creation, .comment: break
        }
        return end(outcome)
    }

    private func notUnderstood(_ what: String, isUnclear: Bool = false) -> DeliveryStep {
        end(Outcome(.again, reason: "the answer to the \(what) is not what Jira answers", isUnclear: isUnclear))
    }

    private func end(_ outcome: Outcome) -> DeliveryStep {
        var outcome = outcome
        outcome.receipt = issue
        return .end(outcome)
    }
}
