package import Core
package import Reports

extension WalkForwardReport: JSONConvertible {
    package var json: JSONValue {
        let simple = Dictionary(uniqueKeysWithValues: benchmarks.map { ($0.name, $0.rSquared) })
        let sizes = JSONValue.fields(["model": sizes.value, "interval": sizes.interval]).adding(simple)
        return .fields([
            "years": years, "all": all, "r_squared_of_return": returns, "r_squared_of_absolute_return": sizes,
            "value_a_year": yearlyValue, "skill": hasSkill,
        ])
    }
}

extension WalkForwardReport.Estimate: JSONConvertible {
    package var json: JSONValue { .fields(["value": value, "interval": interval]) }
}

extension WalkForwardReport.Year: JSONConvertible {
    package var json: JSONValue { summary.json.adding(["year": year]) }
}

extension WalkForwardReport.Summary: JSONConvertible {
    package var json: JSONValue {
        .fields([
            "predictions": pairs, "coverage_95": coverage95, "coverage_80": coverage80, "totals": totals?.json,
        ])
    }
}
