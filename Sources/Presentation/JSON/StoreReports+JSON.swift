package import Core
package import Reports

extension StoreCheckReport: JSONConvertible {
    package var json: JSONValue { .fields(["deployment": deployment, "problems": problems]) }
}

extension StoreBackupReport: JSONConvertible {
    package var json: JSONValue { .fields(["file": file, "store": path]) }
}

extension StoreVacuumReport: JSONConvertible {
    package var json: JSONValue { .fields(["store": path, "folded": folded]) }
}

extension AuditProofReport: JSONConvertible {
    package var json: JSONValue { .fields(["rows": rows, "head": head, "fault": fault]) }
}
