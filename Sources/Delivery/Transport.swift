package import Alerting

/// Carries out the requests of a channel.
package protocol Transport: Sendable {
    /// - Returns: the answer. It never takes longer than the limits of the guide.
    func perform(_ step: DeliveryStep) async -> DeliveryResponse
}
