import Alerting
import Dispatch
import Foundation
import Synchronization
import TradingCalendar

/// Evaluations of the instants that come next, made many at a time: those of one instant do not wait for those of
/// another, only decisions do.
final class EvaluationsAhead: Sendable {
    /// Instants whose evaluations are made at once: many for each core, so that none waits long for the slowest.
    private static let count = 32

    private struct Made {
        /// The generation of the history that they were made of.
        let generation: Int
        let evaluations: [Date: [AlertKey: Evaluation]]
    }

    private let made = Mutex<Made?>(nil)

    /// - Parameters:
    ///   - instants: those that are to be ticked, ascending.
    ///   - generation: names the history that is evaluated.
    ///   - evaluate: makes the evaluations of one of them, those of the instant before it being known; at the first
    ///     without one.
    /// - Returns: evaluations of an instant; none where it is the only one.
    func evaluations(
        at instant: Date, among instants: [Date], generation: Int,
        evaluate: @Sendable (_ instant: Date, _ previous: Date?) -> [AlertKey: Evaluation]
    ) -> [AlertKey: Evaluation] {
        let first = instants.partitioningIndex { $0 < instant }
        guard first + 1 < instants.count, instants[first] == instant else { return kept(instant, generation) ?? [:] }
        if let known = kept(instant, generation) { return known }
        let next = instants[first..<min(first + EvaluationsAhead.count, instants.count)]
        let found = Mutex<[Date: [AlertKey: Evaluation]]>([:])
        DispatchQueue.concurrentPerform(iterations: next.count) { index in
            let position = first + index
            let evaluations = evaluate(next[position], index == 0 ? nil : next[position - 1])
            found.withLock { $0[next[position]] = evaluations }
        }
        let evaluations = found.withLock { $0 }
        made.withLock { $0 = Made(generation: generation, evaluations: evaluations) }
        return evaluations[instant] ?? [:]
    }

    private func kept(_ instant: Date, _ generation: Int) -> [AlertKey: Evaluation]? {
        made.withLock { made in made?.generation == generation ? made?.evaluations[instant] : nil }
    }
}
