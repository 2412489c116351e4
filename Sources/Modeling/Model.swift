/// A trained model: from the features of a row to a forecast.
package protocol Model: Codable, Equatable, Sendable {
    /// - Parameter features: as many as the trainer's feature names, in their order.
    func callAsFunction(_ features: [Double]) -> Forecast
}

/// A recipe that makes models: what is retrained, gated and compared.
package protocol Trainer: Sendable {
    associatedtype Trained: Model
    /// The name of the recipe, in artifacts.
    static var recipe: String { get }
    static var featureNames: [String] { get }
    /// - Parameters:
    ///   - rows: complete rows in the order of time.
    ///   - labels: one a row.
    func train(rows: [[Double]], labels: [Double]) -> Trained
}
