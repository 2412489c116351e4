package import Core
package import Foundation
import TradingCalendar

/// Holds notifications of some alerts back for a while.
package struct Silence: Equatable, Sendable {
    package enum Matcher: String, Sendable, CaseIterable { case check, subject, layer, owner, severity }

    package let id: String
    /// All of them must be equal; never empty.
    package let matchers: [Matcher: String]
    package let author: String
    package let reason: String
    package let start: Date
    /// The silence holds before this instant.
    package let end: Date

    package init(id: String, matchers: [Matcher: String], author: String, reason: String, start: Date, end: Date) {
        self.id = id
        self.matchers = matchers
        self.author = author
        self.reason = reason
        self.start = start
        self.end = end
    }

    /// Named by its content.
    package init(matchers: [Matcher: String], author: String, reason: String, start: Date, end: Date) {
        let text = [
            Silence.text(matchers), author, reason, Timestamp.text(start), Timestamp.text(end),
        ].joined(separator: "|")
        self.init(
            id: String(Digest.sha256(text).hexadecimal.prefix(12)), matchers: matchers, author: author, reason: reason,
            start: start, end: end)
    }

    /// `check=nulls, owner=data-science`
    package static func text(_ matchers: [Matcher: String]) -> String {
        Matcher.allCases.compactMap { key in matchers[key].map { "\(key.rawValue)=\($0)" } }.joined(separator: ", ")
    }

    /// The same, ended at an instant; one that had not begun never begins.
    func ending(at instant: Date) -> Silence {
        Silence(
            id: id, matchers: matchers, author: author, reason: reason, start: start,
            end: max(instant, start))
    }

    package func isActive(at instant: Date) -> Bool { start <= instant && instant < end }

    /// True where notifications of an alert are held back.
    /// - Parameter severity: its severity now.
    package func matches(_ member: Incident.Member, severity: Severity) -> Bool {
        matchers.allSatisfy { key, value in
            switch key {
            case .check: member.key.check == value
            case .subject: member.key.subject == value
            case .layer: member.origin.layer.rawValue == value
            case .owner: member.origin.owners.contains(value)
            case .severity: severity.rawValue == value
            }
        }
    }
}
