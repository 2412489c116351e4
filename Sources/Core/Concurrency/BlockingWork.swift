import Dispatch

/// Work that blocks its thread: reading files, querying a database, computing on all cores.
package enum BlockingWork {
    /// Does the work on a thread of Dispatch, so that no thread that tasks share is blocked.
    package static func run<Value>(_ work: @escaping @Sendable () throws -> sending Value) async throws -> sending Value
    {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async {
                do { continuation.resume(returning: try work()) } catch { continuation.resume(throwing: error) }
            }
        }
    }
}
