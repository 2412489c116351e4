import Foundation
import Synchronization

/// Reports on standard error an activity that takes longer than a second, until it ends.
final class Progress: Sendable {
    private let report = Mutex<Task<Void, any Error>?>(nil)

    func begin(_ activity: String) {
        let start = Date()
        let task = Task {
            try await Task.sleep(for: .seconds(1))
            while true {
                Output.note("bellwether: \(activity) … \(Int(Date().timeIntervalSince(start))) s")
                try await Task.sleep(for: .seconds(5))
            }
        }
        report.withLock { $0 = task }
    }

    func end() { report.withLock { $0?.cancel() } }
}
