import Foundation
import Synchronization

/// Reports on standard error an activity that takes longer than a second, until it ends.
final class Progress: Sendable {
    private let report = Mutex<Task<Void, any Error>?>(nil)
    private let steps = Mutex<(done: Int, total: Int)>((0, 0))

    func begin(_ activity: String) {
        let start = Date()
        let task = Task {
            try await Task.sleep(for: .seconds(1))
            while true {
                let seconds = Date().timeIntervalSince(start)
                Output.note("bellwether: \(activity) … \(Int(seconds)) s\(outlook(after: seconds))")
                try await Task.sleep(for: .seconds(5))
            }
        }
        report.withLock { $0 = task }
    }

    /// Takes note of how many of its instants are decided.
    func advance(to done: Int, of total: Int) { steps.withLock { $0 = (done, total) } }

    func end() { report.withLock { $0?.cancel() } }

    /// The time that the rest will take, if its instants take as long as those before.
    private func outlook(after seconds: Double) -> String {
        let (done, total) = steps.withLock { $0 }
        guard done > 0, done < total else { return "" }
        let rest = Int((seconds / Double(done) * Double(total - done)).rounded(.up))
        return ", \(done) of \(total) instants decided, the rest takes about \(rest) s"
    }
}
