import Synchronization

/// Values that are computed once for each key; two threads may compute one at the same time, and the first is kept.
final class Memo<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private let known = Mutex<[Key: Value]>([:])

    func value(_ key: Key, compute: () -> Value) -> Value {
        if let known = known.withLock({ $0[key] }) { return known }
        let made = compute()
        return known.withLock { known in
            if let first = known[key] { return first }
            known[key] = made
            return made
        }
    }
}
