package import Core
package import Reports

extension PolicyReport: JSONConvertible {
    package var json: JSONValue { .fields(["policy": path, "valid": size != nil, "problems": problems]) }
}

extension PolicyProblem: JSONConvertible {
    package var json: JSONValue {
        .fields([
            "kind": kind.rawValue, "path": path, "line": line, "column": column, "message": message,
            "example": example,
        ])
    }
}
