package import Alerting

extension Transport {
    /// One attempt to deliver a message, from its first request to its outcome.
    package func attempt(_ sequence: any DeliverySequence) async -> Outcome {
        var sequence = sequence
        var step = sequence.next(nil)
        while true {
            if case .end(let outcome) = step { return outcome }
            step = sequence.next(await perform(step))
        }
    }
}
