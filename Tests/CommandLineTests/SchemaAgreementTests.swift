import Foundation
import TestSupport
import Testing

@Suite("The JSON Schema and the validator")
struct SchemaAgreementTests {
    /// A good policy; JSON is YAML, too.
    private static let good = """
        {"version": 1, "deployment": "d",
         "sources": {"s": {"csv": "feed.csv", "time": "date", "nulls": ["", "NA"],
           "columns": [{"name": "date", "type": "date"}, {"name": "x", "type": "number", "min": 0, "nullable": true}]}},
         "baseline": {"sessions": 252, "before": "window"},
         "checks": [{"name": "blank", "metric": "null_percent", "of": ["x"], "window": "1 session",
           "critical": "above 50", "no_data": "alert", "owner": ["a"], "runbook": "r"}],
         "runbooks": {"r": [{"manual": "Look"}, {"command": ["true"], "idempotent": true, "approval": "a"}]},
         "teams": {"a": {"channels": {"critical": "out", "warning": ["out"]}, "report": "weekly"}},
         "channels": {"out": {"stdout": {}}}}
        """

    @Test(
        "both accept and refuse the same",
        arguments: [
            ("", "", true), ("\"of\": [\"x\"]", "\"of\": \"x\"", true),
            ("\"owner\": [\"a\"]", "\"owner\": \"a\"", true),
            ("\"baseline\": {\"sessions\": 252, \"before\": \"window\"},", "", true),
            ("\"report\": \"weekly\"", "\"report\": \"daily\"", false),
            ("\"deployment\": \"d\",", "", false), ("\"deployment\"", "\"deploymnt\"", false),
            ("\"version\": 1", "\"version\": \"one\"", false), ("\"type\": \"number\"", "\"type\": \"float\"", false),
            ("\"metric\": \"null_percent\"", "\"metric\": \"nulls\"", false),
            ("\"no_data\": \"alert\"", "\"no_data\": \"wake\"", false),
            ("\"min\": 0", "\"min\": \"zero\"", false), ("\"nullable\": true", "\"nullable\": \"maybe\"", false),
            ("\"idempotent\": true", "\"idempotent\": \"often\"", false), ("\"stdout\": {}", "\"smoke\": {}", false),
            ("\"manual\"", "\"manuel\"", false), ("{\"sessions\": 252, \"before\": \"window\"}", "\"fixed\"", false),
            ("\"before\": \"window\"", "\"before\": \"noon\"", false),
            ("\"nulls\": [\"\", \"NA\"]", "\"nulls\": {}", false),
            ("[{\"manual\": \"Look\"}, {\"command\"", "[{\"manual\": [\"Look\"]}, {\"command\"", false),
            ("\"command\": [\"true\"]", "\"command\": {\"true\": 1}", false),
            ("\"time\": \"date\",", "", false), ("\"channels\": {\"critical\"", "\"chanels\": {\"critical\"", false),
            ("\"runbooks\": {\"r\":", "\"runbooks\": [\"r\"], \"ru\": {\"r\":", false),
        ])
    func agreement(_ part: String, with change: String, isGood: Bool) throws {
        let text = part.isEmpty ? Self.good : Self.good.replacing(part, with: change)
        #expect(part.isEmpty || text != Self.good)
        let small = try SmallStore(rules: text)
        let run = try Program.run(["validate", small.policy])
        #expect(run.code == (isGood ? 0 : 65), "\(run.output)")
        let schema = try Program.run(["schema"]).json
        #expect(Self.fits(try JSON.parse(Data(text.utf8)), schema) == isGood, "\(change)")
    }

    /// The keywords that `bellwether schema` uses.
    private static func fits(_ value: JSON, _ schema: JSON) -> Bool {
        if !schema["anyOf"].isNull { return schema["anyOf"].array.contains { fits(value, $0) } }
        if !schema["enum"].isNull { return schema["enum"].array.contains(value) }
        switch schema.type.string {
        case "string": if case .string = value { return true } else { return false }
        case "number": if case .number = value { return true } else { return false }
        case "integer": if case .number(let number) = value { return number == number.rounded() } else { return false }
        case "boolean": if case .bool = value { return true } else { return false }
        case "array":
            guard case .array(let values) = value else { return false }
            return values.allSatisfy { fits($0, schema.items) }
        case "object":
            guard case .object(let fields) = value, schema.required.strings.allSatisfy(fields.keys.contains) else {
                return false
            }
            return fields.allSatisfy { name, value in
                let property = schema.properties[name]
                if !property.isNull { return fits(value, property) }
                if case .object = schema.additionalProperties { return fits(value, schema.additionalProperties) }
                return false
            }
        default: return false
        }
    }
}
