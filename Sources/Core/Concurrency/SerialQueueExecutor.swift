import Dispatch

/// Runs the work of actors on a queue of its own, one piece after another.
///
/// An actor that waits for the disk, or that keeps all cores busy, must not occupy the threads that every other task
/// shares.
package final class SerialQueueExecutor: SerialExecutor {
    private let queue: DispatchQueue

    package init(label: String) { queue = DispatchQueue(label: label) }

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }
}
