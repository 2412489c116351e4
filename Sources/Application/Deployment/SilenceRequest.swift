package import Alerting
package import Core
import Foundation
import PolicyFile
import TradingCalendar

/// A silence as a person asks for it.
package struct SilenceRequest: Sendable {
    package enum End: Sendable {
        case after(TimeSpan)
        case at(Parameter)
    }

    let matchers: [Silence.Matcher: String]
    let reason: String
    let end: End

    /// - Parameters:
    ///   - matchers: an alert has to match all of them.
    ///   - duration: either it or the end is given.
    /// - Throws: ``ApplicationError`` where it could not be a silence.
    package init(
        matchers: [Silence.Matcher: Parameter], reason: Parameter, duration: Parameter?, until end: Parameter?
    ) throws(ApplicationError) {
        if matchers.isEmpty {
            throw .usage("a silence needs a matcher, such as --check nulls; it would match everything")
        }
        _ = try matchers[.layer]?.choice(Layer.self)
        _ = try matchers[.severity]?.severity()
        self.matchers = matchers.mapValues(\.text)
        self.end =
            switch (duration, end) {
            case (let duration?, nil): .after(try duration.span())
            case (nil, let end?): .at(end)
            default: throw .usage("say how long: --for \"2 sessions\" or --until 2020-04-30")
            }
        self.reason = try reason.words()
    }

    /// The silence that begins at an instant.
    func silence(_ policy: Policy, by author: String, from start: Date) throws(ApplicationError) -> Silence {
        let end = try end(policy, from: start)
        guard end > start else {
            throw .usage("the silence would end at \(Timestamp.text(end)), before it begins")
        }
        return Silence(matchers: matchers, author: author, reason: reason, start: start, end: end)
    }

    private func end(_ policy: Policy, from start: Date) throws(ApplicationError) -> Date {
        switch end {
        case .after(let span):
            let end = policy.decider.end(of: span, after: start, lag: policy.schedule.longestLag)
            // It holds at the instant of the last session, whichever lag that has.
            return span.isSeconds ? end : end.addingTimeInterval(1)
        case .at(let parameter): return try parameter.instant(in: policy.calendar)
        }
    }

    /// Matchers that match nothing of the policy yet, for people.
    func doubts(_ policy: Policy) -> [String] {
        func doubt(_ matcher: Silence.Matcher, _ noun: String, among names: [String]) -> String? {
            guard let name = matchers[matcher], !names.contains(name) else { return nil }
            return "no \(noun) is called \"\(name)\"\(suggestion(for: name, among: names))"
        }
        return [
            doubt(.check, "check", among: policy.checkNames), doubt(.owner, "team", among: policy.teams.map(\.name)),
        ].compactMap { $0 }
    }
}
