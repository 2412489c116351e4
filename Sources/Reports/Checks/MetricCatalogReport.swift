package import Checks

/// Every metric that works.
package struct MetricCatalogReport: Sendable {
    package let metrics: [MetricDefinition]

    package init() { metrics = MetricCatalog.metrics }
}
