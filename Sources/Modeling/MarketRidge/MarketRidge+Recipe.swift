extension MarketRidge {
    /// The name of the recipe, in policies and artifacts; it has no settings.
    package static let recipe = "market-ridge"

    /// The fewest rows it can be trained on: each fold leaves several for each feature.
    package static let minimumRows = 50
}
