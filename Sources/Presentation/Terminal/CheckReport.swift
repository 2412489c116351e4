package import Core

/// What `check` shows: a view model and its drawing as text.
package struct CheckReport: Sendable {
    package struct Row: Sendable {
        let check: String
        let subject: String
        let verdict: Verdict
        let value: String
        let reason: String
        let evidence: String
        let findings: [String]
        let owner: [String]
        let firstStep: String

        package init(
            check: String, subject: String, verdict: Verdict, value: String, reason: String, evidence: String,
            findings: [String], owner: [String], firstStep: String
        ) {
            self.check = check
            self.subject = subject
            self.verdict = verdict
            self.value = value
            self.reason = reason
            self.evidence = evidence
            self.findings = findings
            self.owner = owner
            self.firstStep = firstStep
        }
    }

    package struct Section: Sendable {
        let name: String
        let rows: [Row]

        package init(name: String, rows: [Row]) {
            self.name = name
            self.rows = rows
        }
    }

    /// Findings of one subject that are shown.
    static let maximumFindings = 20

    let title: String
    let subtitle: String
    let worst: Verdict
    let layers: [Section]

    package init(title: String, subtitle: String, worst: Verdict, layers: [Section]) {
        self.title = title
        self.subtitle = subtitle
        self.worst = worst
        self.layers = layers
    }

    /// - Parameter width: of the terminal, in characters.
    package func text(_ style: Style, width: Int = 100) -> String {
        var lines = ["\(style.bold(title)) · \(subtitle) · \(style.verdict(worst.word, worst))"]
        for layer in layers {
            lines += ["", style.bold("  \(layer.name) layer")]
            let checkWidth = layer.rows.map(\.check.count).max() ?? 0
            let subjectWidth = layer.rows.map(\.subject.count).max() ?? 0
            let valueWidth = layer.rows.map(\.value.count).max() ?? 0
            for row in layer.rows {
                let head =
                    """
                    \(row.check.padded(checkWidth))  \(row.subject.padded(subjectWidth))  \
                    \(row.value.paddedLeft(valueWidth))
                    """
                lines += row.lines(head, style, width: width)
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }
}

extension CheckReport.Row {
    /// The verdict with its evidence, standing alone.
    func lines(_ style: Style, width: Int) -> [String] {
        lines("\(check)  \(subject)  \(value)", style, width: width)
    }

    fileprivate func lines(_ head: String, _ style: Style, width: Int) -> [String] {
        ["  \(style.verdict("\(verdict.mark) \(verdict.word.padded(12))", verdict)) \(head)"]
            + body(style, width: width - 8).map { "        \($0)" }
    }

    private func body(_ style: Style, width: Int) -> [String] {
        var lines: [String] = []
        if !evidence.isEmpty { lines += evidence.wrapped(to: width).map(style.dim) }
        guard verdict != .ok else { return lines }
        if findings.isEmpty {
            lines += reason.wrapped(to: width)
        } else {
            for finding in findings.prefix(CheckReport.maximumFindings) { lines += "· \(finding)".wrapped(to: width) }
            if findings.count > CheckReport.maximumFindings {
                lines.append("· … and \(findings.count - CheckReport.maximumFindings) more; --format json has them all")
            }
        }
        lines += "→ \(owner.joined(separator: " and ")): \(firstStep)".wrapped(to: width).map(style.bold)
        return lines
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

    var mark: String {
        switch self {
        case .ok: "✓"
        case .insufficientEvidence: "?"
        case .warning: "!"
        case .noData, .error: "–"
        case .critical: "✗"
        }
    }
}
