import Core

extension MetricDefinition {
    /// A metric of the model's predictions as a whole, over a window.
    /// - Parameters:
    ///   - name: of the metric.
    ///   - limits: window and limits of the example.
    init(
        ofModel name: String, layer: Layer, unit: String, minimumSample: String, definition: String, limits: String,
        runbook: String = "performance", method: EvaluationMethod
    ) {
        self.init(
            name: name, layer: layer, subject: .model, isWindowed: true, unit: unit, minimumSample: minimumSample,
            definition: definition,
            example:
                """
                {name: \(name.replacing("_", with: "-")), metric: \(name), \(limits), owner: data-science, runbook: \
                \(runbook)}
                """,
            method: method)
    }
}
