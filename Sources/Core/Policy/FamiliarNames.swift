/// Names that people know from other tools, with the names that stand for them here.
package enum FamiliarNames {
    /// The types of columns.
    package static let types = [
        "float": "number", "double": "number", "decimal": "number", "numeric": "number", "real": "number",
        "float32": "number", "float64": "number", "int": "integer", "int32": "integer", "int64": "integer",
        "bigint": "integer", "long": "integer", "string": "text", "str": "text", "varchar": "text", "char": "text",
        "object": "text", "category": "text", "categorical": "text", "enum": "text", "bool": "boolean",
        "datetime": "timestamp", "datetime64": "timestamp", "timestamptz": "timestamp", "time": "timestamp",
    ]

    /// The keys of any section; one that the section does not have is not offered.
    static let keys = [
        "column": "of", "columns": "of", "on": "of", "feature": "of", "features": "of", "target": "of",
        "subject": "of", "threshold": "critical", "limit": "critical", "error": "critical", "fail": "critical",
        "warn": "warning", "team": "owner", "owners": "owner", "check": "name", "id": "name", "measure": "metric",
        "type": "metric", "frequency": "every", "interval": "every", "schedule": "every", "transform": "as",
        "path": "csv", "file": "csv", "url": "csv", "jsonl": "json_lines", "ndjson": "json_lines",
        "date_column": "time", "timestamp": "time", "index": "time", "lag": "available", "delay": "available",
        "null_values": "nulls", "na_values": "nulls", "primary_key": "key", "schema": "columns", "fields": "columns",
        "minimum": "min", "maximum": "max", "values": "allowed", "nullability": "nullable", "mandatory": "required",
        "run": "command", "cmd": "command", "shell": "command", "exec": "command", "do": "manual",
    ]

    /// The name in the form in which familiar names are kept.
    package static func normalised(_ name: String) -> String {
        String(name.lowercased().map { $0 == "-" || $0 == " " ? "_" : $0 })
    }
}
