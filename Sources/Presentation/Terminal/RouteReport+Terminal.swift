import Core
package import Reports

extension RouteReport: Presentable {
    package func text(_ style: Style, width: Int) -> String {
        let rows = routes.map { route in
            [
                route.check, route.severity.rawValue, route.team,
                route.channels.isEmpty ? "none: not told" : route.channels.joined(separator: ", "), route.firstStep,
            ]
        }
        return TextTable([["check", "severity", "team", "channels", "first step"]] + rows, left: 5).text
    }
}

extension RouteExampleReport {
    package var text: String {
        examples.map { example in
            let route = example.route
            let head = "\(example.channel) for \(route.team): \(route.severity.rawValue) of \(route.check)"
            return ([head] + example.lines.map { "    \($0)" }).map { "\($0.printable)\n" }.joined()
        }.joined(separator: "\n")
    }
}
