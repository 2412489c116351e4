package import Core

extension Runbook {
    /// Names its steps: changes with every change of one. 8 hexadecimal digits.
    package var version: String {
        String(Digest.sha256(JSONValue.array(steps.map(\.json)).compact).hexadecimal.prefix(8))
    }
}

extension Runbook.Step {
    package var json: JSONValue {
        var fields: [String: JSONValue] = ["title": .string(title), "approval": JSONValue(approval)]
        switch kind {
        case .manual: fields["kind"] = "manual"
        case .action(let action, let port, let process):
            fields["kind"] = "action"
            fields["action"] = .string(action.rawValue)
            if action == .portCheck {
                fields["port"] = JSONValue(port)
                fields["process"] = JSONValue(process)
            }
        case .command(let arguments, let timeout, let idempotent):
            fields["kind"] = "command"
            fields["command"] = JSONValue(arguments)
            fields["timeout_seconds"] = .integer(timeout)
            fields["idempotent"] = .bool(idempotent)
        }
        return .object(fields)
    }

    /// True if it may run again when it was interrupted.
    package var isIdempotent: Bool {
        switch kind {
        case .manual, .action: true
        case .command(_, _, let idempotent): idempotent
        }
    }
}
