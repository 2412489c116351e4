package import Core
package import Foundation
import TradingCalendar

/// Freezes begin, are renewed and lifted: values in, values out.
package struct FreezeRules: Sendable {
    /// The length of a freeze by default.
    package static let duration = TimeSpan.sessions(5)

    /// Fewer characters of an id are a slip of the hand.
    private static let shortestBeginning = 6

    package let freezes: [Freeze]
    package let instant: Date

    package struct Change: Equatable, Sendable {
        /// Freezes that are new or not as they were.
        package let freezes: [Freeze]
        package let audit: [AuditEntry]
    }

    /// - Parameter freezes: all that there are.
    package init(_ freezes: [Freeze], at instant: Date) {
        self.freezes = freezes
        self.instant = instant
    }

    package var inForce: [Freeze] { freezes.filter { $0.isInForce(at: instant) } }

    /// Begins a freeze, or renews the one in force of the same incident (of the same author where there is none) and
    /// scope.
    /// - Parameter until: the end of the lease; a renewal never ends earlier than before.
    package func freeze(
        _ scope: Freeze.Scope, reason: String, by author: String, incident: String?, until: Date
    ) throws(Refusal) -> Change {
        guard until > instant else { throw Refusal("the freeze would be over at once: the calendar ends") }
        let same = inForce.first { known in
            known.scope == scope && known.incident == incident && (incident != nil || known.author == author)
        }
        if var known = same {
            known.until = max(known.until, until)
            known.reason = reason
            return Change(freezes: [known], audit: [note(.freezeRenewed, of: known, by: author)])
        }
        // Two of one instant are told apart by how many there were.
        let text = [scope.rawValue, reason, author, incident ?? "", Timestamp.text(instant), "\(freezes.count)"]
            .joined(separator: "|")
        let new = Freeze(
            id: String(Digest.sha256(text).hexadecimal.prefix(12)), scope: scope, reason: reason, author: author,
            incident: incident, from: instant, until: until)
        return Change(freezes: [new], audit: [note(.frozen, of: new, by: author)])
    }

    /// Lifts what is in force.
    /// - Parameter id: of one, or its beginning; nil for all.
    package func lift(_ id: String?, by person: String, reason: String) throws(Refusal) -> Change {
        let exact = inForce.filter { $0.id == id }
        let found = exact.isEmpty ? inForce.filter { freeze in id.map { freeze.id.hasPrefix($0) } ?? true } : exact
        guard !found.isEmpty else {
            throw Refusal(id.map { "no freeze \($0) is in force" } ?? "nothing is frozen")
        }
        if let id, exact.isEmpty {
            let ids = found.map(\.id).joined(separator: ", ")
            guard id.count >= FreezeRules.shortestBeginning else {
                throw Refusal(
                    """
                    "\(id)" is too short: the beginning of an id has at least \(FreezeRules.shortestBeginning) \
                    characters; with it \(found.count == 1 ? "begins" : "begin") \(ids)
                    """)
            }
            guard found.count == 1 else { throw Refusal("\(found.count) freezes begin with \(id): \(ids)") }
        }
        let lifted = found.map { freeze in
            var freeze = freeze
            freeze.lift = .init(by: person, at: instant, reason: reason)
            return freeze
        }
        return Change(
            freezes: lifted,
            audit: lifted.map { freeze in
                AuditEntry(
                    at: instant, kind: .freezeLifted, incident: freeze.incident ?? "",
                    text: "\(freeze.id) by \(person): \(reason)")
            })
    }

    private func note(_ kind: AuditKind, of freeze: Freeze, by author: String) -> AuditEntry {
        let what = "\(freeze.id) of \(freeze.scope.rawValue) until \(Timestamp.text(freeze.until))"
        return AuditEntry(
            at: instant, kind: kind, incident: freeze.incident ?? "", text: "\(what) by \(author): \(freeze.reason)")
    }
}
