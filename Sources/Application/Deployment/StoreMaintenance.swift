import Core
package import Foundation
import Store
package import TradingCalendar

/// Keeps a store small.
package struct StoreMaintenance: Sendable {
    private let store: SQLiteStore

    package init(store directory: URL) throws { store = try SQLiteStore(directory: directory, access: .write) }

    package var path: String { store.path }

    /// Folds the observations of whole months that ended before a day into a line a month.
    /// - Returns: how many observations were folded.
    package func fold(before day: Day) async throws -> Int {
        try await BlockingWork.run { try store.fold(before: min(day, store.firstNeeded() ?? day)) }
    }

    /// Gives room back to the disk.
    package func vacuum() async throws { try await BlockingWork.run { try store.vacuum() } }
}
