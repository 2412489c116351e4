/// The severity of an alert.
package enum Severity: String, Sendable, CaseIterable, Comparable {
    case warning, critical

    package static func < (a: Severity, b: Severity) -> Bool { a == .warning && b == .critical }
}
