package import Core
package import Foundation
package import TradingCalendar

/// Alerts that belong together, with one root and its owner.
package struct Incident: Equatable, Sendable {
    package enum State: Equatable, Sendable {
        case open
        /// A responder knows of it.
        case acknowledged(Response)
        /// A responder is at work.
        case mitigating(Response)
        case resolved(at: Date)
        case closed(resolvedAt: Date)

        package var response: Response? {
            switch self {
            case .acknowledged(let response), .mitigating(let response): response
            case .open, .resolved, .closed: nil
            }
        }

        package var resolvedAt: Date? {
            switch self {
            case .resolved(let at), .closed(let at): at
            case .open, .acknowledged, .mitigating: nil
            }
        }
    }

    /// A responder's answer; nothing escalates while it holds.
    package struct Response: Equatable, Sendable {
        package let by: String
        package let until: Date

        package init(by: String, until: Date) {
            self.by = by
            self.until = until
        }
    }

    /// A step of escalation of one of the owners.
    package struct Step: Equatable, Sendable {
        package let owner: String
        /// In the owner's list, from 0.
        package let number: Int
        /// The team that is notified.
        package let team: String
        /// nil while nothing escalates.
        package var due: Date?
        package var isDone: Bool

        package init(owner: String, number: Int, team: String, due: Date?, isDone: Bool = false) {
            self.owner = owner
            self.number = number
            self.team = team
            self.due = due
            self.isDone = isDone
        }
    }

    package let id: String
    package let openedAt: Date
    /// The occasion at which the alert that opened it fired.
    package let occasion: Occasion
    package var state = State.open
    /// In the order in which they joined; never empty.
    package var members: [Member]
    /// The highest severity that each team was notified of.
    package var told: [String: Severity] = [:]
    /// The messages to each channel.
    package var threads: [String: ChannelThread] = [:]
    package var steps: [Step] = []

    /// The messages of an incident to one channel.
    package struct ChannelThread: Equatable, Sendable {
        /// Messages so far.
        package var count = 0
        /// Teams that were named, in their order.
        package var teams: [String] = []
        /// True where its fire could not be delivered, so that nothing follows but another fire.
        package var isDead = false
        /// True where a person has dropped its fire, so that nothing follows at all.
        package var isDropped = false
        /// True where an update could not be delivered, and none was since.
        package var hasMissed = false

        package init(
            count: Int = 0, teams: [String] = [], isDead: Bool = false, isDropped: Bool = false, hasMissed: Bool = false
        ) {
            self.count = count
            self.teams = teams
            self.isDead = isDead
            self.isDropped = isDropped
            self.hasMissed = hasMissed
        }
    }

    package init(id: String, openedAt: Date, occasion: Occasion, members: [Member]) {
        self.id = id
        self.openedAt = openedAt
        self.occasion = occasion
        self.members = members
    }

    package var isResolved: Bool { state.resolvedAt != nil }

    package var severity: Severity { members.map(\.severity).max() ?? .warning }

    package var firing: [Member] { members.filter { $0.resolution == nil } }

    /// The probable cause of the others: of the earliest layer, integrity first, then the earliest, then the first to
    /// join.
    package var root: Member { Incident.first(of: members) ?? members[0] }

    /// The first of some alerts in the order of root.
    static func first(of members: [Member]) -> Member? {
        guard var first = members.indices.first else { return nil }
        for index in members.indices where members[index].precedence < members[first].precedence { first = index }
        return members[first]
    }

    /// Names an incident by the alert that opens it.
    package static func id(of key: AlertKey, deployment: String, at instant: Date) -> String {
        let text = "\(deployment)|\(key.check)|\(key.subject)|\(Timestamp.text(instant))"
        return String(Digest.sha256(text).hexadecimal.prefix(16))
    }
}
