package import Core
package import Reports

extension AuditReport: JSONConvertible {
    package var json: JSONValue { .fields(["rows": rows]) }
}

extension AuditRow: JSONConvertible {
    package var json: JSONValue {
        .fields([
            "sequence": sequence, "at": entry.at, "kind": entry.kindText, "incident": entry.incident,
            "check": entry.check, "subject": entry.subject, "text": entry.text, "previous": previous, "hash": hash,
        ])
    }
}
