import Core
package import Foundation
import TradingCalendar

/// The reason why a store refuses what was asked of it. The description is for people; callers switch on the case.
package enum StoreError: Error, Equatable, CustomStringConvertible {
    /// The store belongs to another deployment.
    case otherDeployment(path: String, owner: String, wanted: String)
    /// The policy is that of another deployment.
    case otherPolicy(path: String, deployment: String, owner: String)
    /// A store whose ticks follow the wall clock takes no ticks of the past.
    case present(path: String)
    /// A tick must come after the one before.
    case alreadyDecided(instant: Date, last: Date)
    /// Something else was committed since the state was read: read it and decide again.
    case conflict(expected: Int, found: Int)
    /// A message of the outbox is not as it was read.
    case messageChanged(key: String)
    /// Another process writes to the store.
    case locked(directory: String, process: String?)
    /// The database is in use for longer than we wait.
    case busy(path: String)
    case newerVersion(path: String)
    /// The store has decided instants that have not come.
    case ahead(last: Date, now: Date, remedy: String)

    package var description: String {
        switch self {
        case .otherDeployment(let path, let owner, let wanted):
            "\(path) belongs to the deployment \"\(owner)\", not to \"\(wanted)\""
        case .otherPolicy(let path, let deployment, let owner):
            "\(path) is the policy of \"\(deployment)\"; the store belongs to \"\(owner)\""
        case .present(let path):
            "\(path) is a store of the present; decide about the past in a store of its own, or with --deliver"
        case .alreadyDecided(let instant, let last):
            "the instant \(Timestamp.text(instant)) was decided already: the store is at \(Timestamp.text(last))"
        case .conflict(let expected, let found):
            "the store has changed since it was read: it is at revision \(found), not \(expected)"
        case .messageChanged(let key): "the message \(key) has changed since it was read"
        case .locked(let directory, let process):
            "the store in \(directory) is in use\(process.map { " by process \($0)" } ?? "")"
                + "; one process writes to a store at a time"
        case .busy(let path): "\(path) is in use by another process"
        case .newerVersion(let path): "\(path): is a store of a newer version of Bellwether"
        case .ahead(let last, let now, let remedy):
            """
            \(StoreError.lead(of: last, over: now)); nothing is decided before the clock has passed it. If the clock is \
            right now, this takes the store back: \(remedy)
            """
        }
    }

    /// The store's last instant compared with the clock, in words.
    package static func lead(of last: Date, over now: Date) -> String {
        """
        the store's last instant, \(Timestamp.text(last)), lies \(DurationText.rough(last.timeIntervalSince(now))) \
        ahead of the clock, \(Timestamp.text(now))
        """
    }

    /// Tells if reading again and deciding again can succeed.
    package var isConflict: Bool {
        switch self {
        case .conflict, .messageChanged: true
        default: false
        }
    }

    /// A tick comes after the one before.
    package static func check(_ instant: Date, after last: Date?) throws {
        guard let last, instant <= last else { return }
        throw StoreError.alreadyDecided(instant: instant, last: last)
    }

    /// A decision is committed only on the revision that it was decided on.
    package static func check(revision: Int, expected: Int?) throws {
        guard let expected, expected != revision else { return }
        throw StoreError.conflict(expected: expected, found: revision)
    }
}
