/// The recipe `market-ridge`; it has no settings.
package struct MarketRidgeTrainer: Trainer {
    package static let recipe = "market-ridge"
    package static let featureNames = MarketFeatures.names

    /// The fewest rows it can be trained on: each fold leaves several for each feature.
    package static let minimumRows = 50

    package init() {}

    package func train(rows: [[Double]], labels: [Double]) -> MarketRidge { MarketRidge(rows: rows, labels: labels) }
}
