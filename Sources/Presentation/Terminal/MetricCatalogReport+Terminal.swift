import Checks
import Core
package import Reports

extension MetricCatalogReport: Presentable {
    package func text(_ style: Style, width: Int) -> String {
        metrics.map { metric in
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
