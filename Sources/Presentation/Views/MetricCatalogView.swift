import Checks
package import Core

/// The catalogue of metrics as text and JSON.
package enum MetricCatalogView {
    package static var json: JSONValue {
        [
            "metrics": .array(
                MetricCatalog.metrics.map { metric in
                    [
                        "name": .string(metric.name), "layer": .string(metric.layer.rawValue),
                        "of": .string(metric.subject.rawValue), "unit": .string(metric.unit),
                        "window": .bool(metric.isWindowed), "min_sample": .string(metric.minimumSample),
                        "definition": .string(metric.definition), "example": .string(metric.example),
                    ]
                })
        ]
    }

    package static func text(width: Int) -> String {
        MetricCatalog.metrics.map { metric in
            var lines = [
                """
                \(metric.name)  (\(metric.layer.rawValue) layer, \(metric.unit); of \(metric.subject.rawValue); \
                min_sample \(metric.minimumSample))
                """
            ]
            lines += metric.definition.wrapped(to: width - 4).map { "    \($0)" }
            lines.append("    - \(metric.example)")
            return lines.joined(separator: "\n")
        }.joined(separator: "\n\n") + "\n"
    }
}
