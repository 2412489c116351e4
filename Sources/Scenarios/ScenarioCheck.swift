import Alerting
import Checks
import Core
import Foundation
import Ingestion
import PolicyFile
import TradingCalendar

/// The problems of a scenario in the light of its policy: names that are not there, lines that can never happen.
struct ScenarioCheck {
    private let scenario: Scenario
    private let policy: Policy
    private var problems: [String] = []

    /// - Parameters:
    ///   - policy: with the checks that are looked at.
    ///   - isWhole: false where lines of the scenario could not be read.
    static func problems(_ scenario: Scenario, _ policy: Policy, isWhole: Bool) -> [String] {
        var check = ScenarioCheck(scenario: scenario, policy: policy)
        check.loads()
        check.injections()
        check.moments()
        if isWhole, scenario.injections.isEmpty, scenario.moments.isEmpty {
            check.problems.append("\(scenario.path): nothing is planted and nothing is expected")
        }
        return check.problems
    }

    private init(scenario: Scenario, policy: Policy) {
        self.scenario = scenario
        self.policy = policy
    }

    private mutating func wrong(_ line: Int, _ message: String) {
        problems.append("\(scenario.path):\(line): \(message)")
    }

    private mutating func loads() {
        for load in scenario.loads {
            guard let source = policy.source(load.source) else {
                wrong(
                    load.line,
                    """
                    the policy has no source \
                    \"\(load.source)\"\(suggestion(for: load.source, among: policy.sources.map(\.name)))
                    """
                )
                continue
            }
            let columns = source.contract.columns.map(\.name)
            if !columns.contains(load.column) {
                wrong(
                    load.line,
                    """
                    the source \"\(source.name)\" has no column \
                    \"\(load.column)\"\(suggestion(for: load.column, among: columns))
                    """
                )
            }
            if load.column == source.contract.time {
                wrong(
                    load.line,
                    "\"\(load.column)\" says which session a row is about, so it follows from the first session of a load"
                )
            } else if let type = source.contract[load.column]?.type,
                !load.cells.allSatisfy({ ScenarioCheck.fits($0, type) })
            {
                wrong(
                    load.line,
                    """
                    \"\(load.column)\" of \(source.name) is of type \(type.rawValue); load takes a column of numbers, or a \
                    boolean as 0 and 1
                    """
                )
            }
            let calendar = policy.calendar
            if calendar.position(of: load.first).map({ $0 + load.cells.count > calendar.sessions.count }) ?? true {
                wrong(
                    load.line,
                    """
                    \(load.first) is no session of \(calendar.name), or the values go beyond its end \
                    (\(calendar.span.upperBound))
                    """
                )
            }
            guard let first = scenario.loads.first(where: { $0.source == load.source }), first != load else { continue }
            if first.first != load.first || first.cells.count != load.cells.count {
                wrong(
                    load.line,
                    "the columns of one source begin at the same session and are equally long; see line \(first.line)")
            } else if zip(first.cells, load.cells).contains(where: { ($0 == .absent) != ($1 == .absent) }) {
                wrong(load.line, "where a row is absent (-), it is absent in every column; see line \(first.line)")
            }
        }
    }

    private mutating func injections() {
        for injection in scenario.injections {
            if let name = injection.source, policy.source(name) == nil {
                wrong(
                    injection.line,
                    "the policy has no source \"\(name)\"\(suggestion(for: name, among: policy.sources.map(\.name)))")
            }
            let columns = policy.sources.filter { injection.source == nil || injection.source == $0.name }
                .flatMap { $0.contract.columns.map(\.name) }
            if let column = injection.fault.column, policy.sources.contains(where: { $0.contract.time == column }) {
                wrong(
                    injection.line, "\"\(column)\" says which session a row is about; plant absent, or another column")
            }
            if let column = injection.fault.column, !columns.contains(column) {
                wrong(injection.line, "no source has a column \"\(column)\"\(suggestion(for: column, among: columns))")
            }
            if let misfit = misfit(injection) { wrong(injection.line, misfit) }
        }
    }

    /// True if a loaded cell is one that a column can hold.
    private static func fits(_ cell: Scenario.Load.Cell, _ type: ColumnType) -> Bool {
        guard case .value(let value) = cell else { return true }
        return fits(value, type)
    }

    private static func fits(_ value: Double, _ type: ColumnType) -> Bool {
        switch type {
        case .number, .integer: true
        case .boolean: value == 0 || value == 1
        case .text, .date, .timestamp: false
        }
    }

    /// The reason why a fault cannot be planted in its column; nil where it can.
    private func misfit(_ injection: Scenario.Injection) -> String? {
        // As it is planted: in the source that is named, or the first that has the column.
        let source = policy.sources.first { source in
            injection.source.map { $0 == source.name }
                ?? injection.fault.column.map { source.contract[$0] != nil } ?? false
        }
        guard let source, let column = injection.fault.column, let type = source.contract[column]?.type else {
            return nil
        }
        let (name, isFit): (String, Bool) =
            switch injection.fault {
            case .set(_, let value): ("set", ScenarioCheck.fits(value, type))
            case .add: ("add", type == .number || type == .integer)
            case .multiply: ("multiply", type == .number || type == .integer)
            case .stretch: ("stretch", type == .number || type == .integer)
            case .null, .text, .absent, .missingColumn, .renamedColumn: ("", true)
            }
        guard !isFit else { return nil }
        let instead = type == .text ? "; for another text: plant text \(column) WORD" : ""
        return
            "\"\(column)\" of \(source.name) is of type \(type.rawValue); \(name) takes a column of numbers\(instead)"
    }

    private mutating func moments() {
        let names = policy.checkNames
        for moment in scenario.moments {
            if case .session(let day) = moment.occasion, !policy.calendar.isSession(day) {
                let why = policy.calendar.reasonClosed(day) ?? "no session"
                wrong(moment.line, "there is no tick on \(day): \(why) of \(policy.calendar.name)")
            }
            for (line, text) in moment.expectations {
                if let complaint = complaint(text) { wrong(line, "\(complaint): \(text)") }
            }
            for (line, action) in moment.actions {
                let check: String? =
                    switch action {
                    case .acknowledge(let check, _, _, _), .mitigate(let check, _, _, _), .resolve(let check, _, _),
                        .close(let check, _, _), .remove(let check):
                        check
                    case .silence(let matchers, _, _, _): matchers["check"]
                    case .restart, .clockBack: nil
                    }
                if let check, !names.contains(check) {
                    wrong(
                        line, "no check that is looked at is called \"\(check)\"\(suggestion(for: check, among: names))"
                    )
                }
            }
        }
    }

    /// The reason why a line can never happen.
    private func complaint(_ text: String) -> String? {
        let line = text.hasPrefix("not: ") ? String(text.dropFirst(5)) : text
        let words = line.split(separator: " ").map(String.init)
        if words.first == "tells" || line.hasPrefix("does not tell ") {
            return isTelling(line) ? nil : "nobody is told in these words"
        }
        let isIncident = words.first == "incident"
        let alert = Array(words.dropFirst(isIncident ? 1 : 0).prefix(2))
        guard alert.count == 2, let rule = policy.checks.first(where: { $0.name == alert[0] }) else {
            return
                """
                no check that is looked at is called \
                \"\(alert.first ?? "")\"\(suggestion(for: alert.first ?? "", among: policy.checkNames))
                """
        }
        let subjects = rule.subjects.map { rule.name(of: $0) }
        guard subjects.contains(alert[1]) else {
            return
                """
                \(rule.name) has no subject \"\(alert[1])\"\(suggestion(for: alert[1], among: subjects)); it has \
                \(subjects.joined(separator: ", "))
                """
        }
        let rest = words.dropFirst(isIncident ? 3 : 2).joined(separator: " ")
        let isKnown =
            isIncident
            ? rest.wholeMatch(
                of:
                    /opens|is joined by \S+ \S+|has the root \S+ \S+|is (acknowledged|mitigating) by .+|is (open|resolved|closed)|is escalated to \S+/
            )
                != nil
            : rest.wholeMatch(
                of:
                    /is pending|is not pending|fires (warning|critical)|rises to critical|resolves: (recovered|stale|check removed|by hand)/
            )
                != nil
        return isKnown ? nil : "nothing happens in these words"
    }

    private func isTelling(_ line: String) -> Bool {
        let teams = policy.teams.map(\.name)
        let channels = policy.channels.map(\.name)
        if let match = line.wholeMatch(of: /tells (.+) on (\S+): (fire|update|resolve) (warning|critical): .*/) {
            return String(match.output.1).components(separatedBy: " and ").allSatisfy(teams.contains)
                && channels.contains(String(match.output.2))
        }
        if let match = line.wholeMatch(of: /tells (\S+): heartbeat/) {
            return channels.contains(String(match.output.1))
        }
        if let match = line.wholeMatch(of: /does not tell (\S+?)( of \S+ \S+)?: .+/) {
            return teams.contains(String(match.output.1))
        }
        return false
    }
}
