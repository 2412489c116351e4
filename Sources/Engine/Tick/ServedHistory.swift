import Lifecycle
import Storage
import Synchronization

/// A history as the registry of a store makes it, kept from tick to tick: versions are promoted far more rarely than it
/// ticks.
final class ServedHistory: Sendable {
    struct Content: Sendable {
        /// The records of the store.
        let recorded: ModelRegistry
        let history: DeploymentHistory
        /// Names the history: another where something else serves.
        let generation: Int
        /// The store of the records; nil before the first question, and when the store is gone.
        fileprivate weak let store: (any MonitorStore)?
    }

    private let content: Mutex<Content>

    init(_ history: DeploymentHistory) {
        content = Mutex(Content(recorded: ModelRegistry(), history: history.cached(), generation: 0, store: nil))
    }

    func content(_ store: any MonitorStore) throws -> Content {
        let known = content.withLock { $0 }
        if known.store === store, try store.promotionCount() == known.recorded.promotions.count { return known }
        let recorded = try store.registry()
        let served = try known.history.serving(recorded, artifacts: store.artifacts(ofVersion:))?.cached()
        let current = Content(
            recorded: recorded, history: served ?? known.history,
            generation: known.generation + (served == nil ? 0 : 1), store: store)
        content.withLock { $0 = current }
        return current
    }
}
