package import Checks
package import Core
package import Reports

extension MetricCatalogReport: JSONConvertible {
    package var json: JSONValue { .fields(["metrics": metrics]) }
}

extension MetricDefinition: JSONConvertible {
    package var json: JSONValue {
        .fields([
            "name": name, "layer": layer, "of": subject.rawValue, "unit": unit, "window": isWindowed,
            "min_sample": minimumSample, "definition": definition, "example": example,
        ])
    }
}
