import Checks
import Core
import Engine
import Foundation
import TradingCalendar

extension CheckRun {
    /// The report that people read.
    package var view: CheckReport {
        CheckReport(
            title: deployment,
            subtitle: "as of \(calendar.zone.text(asOf))"
                + (session.map { ", session \($0) of \(calendar.name)" } ?? ""),
            worst: worst,
            layers: Layer.allCases.compactMap { layer in
                let rows = results.filter { $0.layer == layer }
                return rows.isEmpty ? nil : CheckReport.Section(name: layer.rawValue, rows: rows.map(\.view))
            })
    }
}

extension CheckResult {
    var view: CheckReport.Row {
        CheckReport.Row(
            check: check, subject: label, verdict: verdict, value: shownValue, reason: reason, evidence: evidence.line,
            findings: measurement.findings.map { finding in
                let lines =
                    finding.lines.isEmpty
                    ? ""
                    : """
                     (row\(finding.lines.count == 1 ? "" : "s") \
                    \(finding.lines.map(String.init).joined(separator: ", "))\(finding.count > finding.lines.count ? ", …" : ""))
                    """
                let samples =
                    finding.samples.isEmpty || finding.kind == .renamed || finding.kind == .reordered
                    ? "" : ": \(finding.samples.joined(separator: ", "))"
                return "\(finding.message)\(lines)\(samples)"
            },
            owner: owner, firstStep: firstStep)
    }

    private var shownValue: String {
        guard let value = measurement.value else { return "–" }
        return MetricCatalog[metric]?.shown?(value) ?? measurement.unit.text(value)
    }
}
