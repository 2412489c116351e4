import Alerting
import Core
package import Reports

extension UndeliveredReport {
    /// A line for each channel, and one that says what to do; none where everything is in order.
    package var lines: [String] {
        let missing = unconfigured.map { "\(policyPath):\($0.line): error: \($0)" }
        guard let first = dead.first?.keys.first else { return missing }
        let letters = dead.map { letters in
            let incidents = letters.incidents.isEmpty ? "" : " (incident \(letters.incidents.joined(separator: ", ")))"
            return "not delivered: \(letters.keys.count.counted("message")) to \(letters.channel)\(incidents): "
                + letters.reason
        }
        return missing + letters + [
            "see them: \(command.text(["outbox", "list", "--state", "dead"]))",
            "send them again: \(command.text(["outbox", "retry", "--all"]))",
            "or give one up: \(command.text(["outbox", "drop", first, "--reason", "not needed any more"]))",
        ]
    }
}
