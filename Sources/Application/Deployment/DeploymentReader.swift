import Alerting
import Core
package import Foundation
import PolicyFile
import Storage
import Store
import TradingCalendar

/// Answers questions about a deployment from its store. It changes nothing and never waits for a change.
package struct DeploymentReader: Sendable {
    let store: SQLiteStore
    let context: ApplicationContext
    let directory: URL

    /// - Parameter isTrusted: false to look for faults of the store.
    package init(store directory: URL, _ context: ApplicationContext, isTrusted: Bool = true) throws {
        store = try SQLiteStore(directory: directory, access: .read, isTrusted: isTrusted)
        self.directory = directory
        self.context = context
    }

    package var deployment: String { store.deployment }
    /// Commands on this store.
    /// - Parameter policy: the one that was asked for.
    func command(policy: String? = nil) -> PrintedCommand {
        PrintedCommand(store: directory.relativePath, policy: policy)
    }
    /// Takes a store back whose last instant lies ahead of the clock.
    var rewindCommand: String { command().text(["store", "rewind", "--reason", "the clock was wrong"]) }
    /// The path of the database.
    package var path: String { store.path }

    /// The zone of the times that people read: that of the policy, where it can be read.
    func zone() throws -> ExchangeZone {
        guard let path = try store.policyPath() else { return .utc }
        do {
            if let policy = try LoadedPolicy(path: path).policy { return policy.calendar.zone }
            context.notice("Times are in UTC: \(path) does not validate.")
        } catch let failure as InputFailure {
            context.notice("Times are in UTC: \(failure)")
        }
        return .utc
    }

    /// - Parameter path: nil for the policy of the latest tick.
    func policy(_ path: String?) throws -> Policy { try PolicySource.load(path, of: store).policy }

    func answer<Value>(
        _ question: @escaping @Sendable (DeploymentReader) throws -> sending Value
    ) async throws -> sending Value {
        try await BlockingWork.run { try question(self) }
    }
}
