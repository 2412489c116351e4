package import Core
package import Reports

extension RouteReport: JSONConvertible {
    package var json: JSONValue { .fields(["routes": routes]) }
}

extension RouteReport.Route: JSONConvertible {
    package var json: JSONValue {
        .fields([
            "check": check, "severity": severity, "team": team, "channels": channels, "first_step": firstStep,
        ])
    }
}
