import Dispatch
import Foundation

/// Turns the signals that ask a process to end into the cancellation of work that cleans up after itself.
enum Interruption {
    private static let signals = [SIGINT, SIGTERM, SIGHUP]

    /// Does work that ends early, and in order, when its task is cancelled.
    static func cancelling<Value: Sendable>(
        _ work: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        let task = Task { try await work() }
        let sources = signals.map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { task.cancel() }
            source.resume()
            return source
        }
        defer {
            for (source, number) in zip(sources, signals) {
                source.cancel()
                signal(number, SIG_DFL)
            }
        }
        return try await task.value
    }
}
