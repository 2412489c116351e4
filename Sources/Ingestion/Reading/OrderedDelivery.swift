import Foundation

/// Hands results on in the order of their index, whoever is done first.
final class OrderedDelivery<Result: Sendable>: @unchecked Sendable {
    // Everything that changes is guarded by the condition.
    private let condition = NSCondition()
    private var next: Int
    private var waiting: [Int: Result] = [:]
    private var isOver = false

    init(from index: Int) { next = index }

    /// Hands on a result, or keeps it until its turn. A part that others of its index follow waits for its turn, so
    /// that never more than one part a worker is kept.
    func deliver(
        _ result: Result, index: Int, isLast: Bool, to fold: (Result) throws -> Void
    ) throws {
        condition.lock()
        defer { condition.unlock() }
        while !isLast, next != index, !isOver { condition.wait() }
        guard !isOver else { return }
        guard next == index else {
            waiting[index] = result
            return
        }
        try fold(result)
        guard isLast else { return }
        next += 1
        while let ready = waiting.removeValue(forKey: next) {
            try fold(ready)
            next += 1
        }
        condition.broadcast()
    }

    /// Nothing more is handed on, and nobody waits.
    func end() {
        condition.withLock {
            isOver = true
            condition.broadcast()
        }
    }
}
