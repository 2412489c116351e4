import Checks
import Core
import Foundation
package import Reports
import TradingCalendar

extension CheckReport: Presentable {
    package func text(_ style: Style, width: Int) -> String {
        var lines = [head(style)]
        for layer in Layer.allCases {
            let rows = results.filter { $0.layer == layer }
            guard !rows.isEmpty else { continue }
            lines += ["", style.bold("  \(layer.rawValue) layer")]
            let checkWidth = rows.map(\.check.printable.count).max() ?? 0
            let subjectWidth = rows.map(\.label.printable.count).max() ?? 0
            let valueWidth = rows.map(\.valueText.count).max() ?? 0
            for row in rows where row.cause == nil {
                let head =
                    """
                    \(row.check.printable.padded(checkWidth))  \(row.label.printable.padded(subjectWidth))  \
                    \(row.valueText.paddedLeft(valueWidth))
                    """
                lines += row.lines(head, style, width: width)
            }
            lines += CheckReport.followers(rows, style, width: width)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The checks that have no value because of what another has found: by that, and without steps of their own.
    private static func followers(_ rows: [CheckResult], _ style: Style, width: Int) -> [String] {
        var causes: [CheckCause] = []
        for case let cause? in rows.map(\.cause) where !causes.contains(cause) { causes.append(cause) }
        return causes.flatMap { cause -> [String] in
            let members = rows.filter { $0.cause == cause }
            let worst = Verdict.worst(of: members.map(\.verdict))
            let names = members.map { "\($0.check) \($0.label)" }.joined(separator: ", ")
            let text = "because of \(cause.check) \(cause.subject): \(cause.finding)"
            return [
                "  \(style.verdict("\(worst.mark) \(worst.word.padded(12))", worst)) \(members.count.counted("check")) \(members.count == 1 ? "follows" : "follow")"
            ] + (names.wrapped(to: width - 8) + text.wrapped(to: width - 8)).map { "        \($0)" }
        }
    }

    private func head(_ style: Style) -> String {
        let session = session.map { ", session \($0) of \(calendar)" } ?? ""
        return "\(style.bold(deployment)) · as of \(zone.text(asOf))\(session) · \(style.verdict(worst.word, worst))"
    }
}

extension CheckResult {
    /// The verdict with its evidence, standing alone.
    func lines(_ style: Style, width: Int) -> [String] {
        lines("\(check)  \(label)  \(valueText)".printable, style, width: width)
    }

    fileprivate func lines(_ head: String, _ style: Style, width: Int) -> [String] {
        ["  \(style.verdict("\(verdict.mark) \(verdict.word.padded(12))", verdict)) \(head)"]
            + body(style, width: width - 8).map { "        \($0)" }
    }

    fileprivate var valueText: String {
        guard let value = measurement.value else { return "–" }
        return MetricCatalog[metric]?.shown?(value) ?? measurement.unit.text(value)
    }

    /// Findings of one subject that are shown.
    private static let maximumFindings = 20

    private func body(_ style: Style, width: Int) -> [String] {
        var lines: [String] = []
        if !evidence.line.isEmpty { lines += evidence.line.wrapped(to: width).map(style.dim) }
        guard verdict != .ok else { return lines }
        let findings = measurement.findings
        if findings.isEmpty {
            lines += reason.wrapped(to: width)
        } else {
            for finding in findings.prefix(CheckResult.maximumFindings) {
                lines += "· \(finding.text)".wrapped(to: width)
            }
            if findings.count > CheckResult.maximumFindings {
                lines.append("· … and \(findings.count - CheckResult.maximumFindings) more; --format json has them all")
            }
        }
        lines += "→ \(owner.joined(separator: " and ")): \(firstStep)".wrapped(to: width).map(style.bold)
        return lines
    }
}

extension Finding {
    /// The message, with the first rows and cells that it is about.
    fileprivate var text: String {
        let more = count > lines.count ? ", …" : ""
        let noun = lines.count == 1 ? "row" : "rows"
        let rows = lines.isEmpty ? "" : " (\(noun) \(lines.map(String.init).joined(separator: ", "))\(more))"
        let hasCells = !samples.isEmpty && kind != .renamed && kind != .reordered
        return "\(message)\(rows)\(hasCells ? ": \(samples.joined(separator: ", "))" : "")"
    }
}

extension Verdict {
    /// For people.
    package var word: String {
        switch self {
        case .ok: "ok"
        case .insufficientEvidence: "not enough"
        case .warning: "warning"
        case .noData: "no data"
        case .error: "error"
        case .critical: "CRITICAL"
        }
    }

    fileprivate var mark: String {
        switch self {
        case .ok: "✓"
        case .insufficientEvidence: "?"
        case .warning: "!"
        case .noData, .error: "–"
        case .critical: "✗"
        }
    }
}
