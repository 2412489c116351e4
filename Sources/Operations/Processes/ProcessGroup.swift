import Foundation
import Synchronization

/// The processes that a program started and that did not leave its group.
final class ProcessGroup: Sendable {
    private let leader = Mutex<pid_t?>(nil)

    func began(_ process: pid_t) { leader.withLock { $0 = process } }

    func kill() {
        if let leader = leader.withLock({ $0 }) { _ = Foundation.kill(-leader, SIGKILL) }
    }

    /// Waits until the processes that outlived their leader have ended, and kills those that do not.
    func end(within grace: Duration) async {
        guard let leader = leader.withLock({ $0 }) else { return }
        // In a task of its own, because the one that waits may be cancelled.
        await Task {
            let deadline = ContinuousClock.now + grace
            while Foundation.kill(-leader, 0) == 0, ContinuousClock.now < deadline {
                do { try await Task.sleep(for: .milliseconds(50)) } catch { break }
            }
        }.value
        _ = Foundation.kill(-leader, SIGKILL)
    }
}
