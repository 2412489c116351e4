/// How bad an alert is.
package enum Severity: String, Sendable, CaseIterable, Comparable {
    case warning, critical

    package static func < (a: Severity, b: Severity) -> Bool { a == .warning && b == .critical }
}
