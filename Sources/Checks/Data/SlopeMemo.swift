import Synchronization

/// Slopes of baselines that were asked for: trials of planted shifts come back to the same few thousand.
final class SlopeMemo: Sendable {
    private let known = Mutex<[Range<Int>: Double?]>([:])

    /// - Parameter compute: called outside of the lock.
    func slope(_ rows: Range<Int>, compute: () -> Double?) -> Double? {
        if let slope = known.withLock({ $0[rows] }) { return slope }
        let slope = compute()
        known.withLock { $0[rows] = slope }
        return slope
    }
}
