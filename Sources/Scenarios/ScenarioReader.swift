import Core
import Foundation
import PolicyFile
import TradingCalendar

/// Reads a scenario, line by line, and collects what is wrong with it.
struct ScenarioReader {
    private let path: String
    private var problems: [String] = []
    private var number = 0
    private var title = ""
    private var seen = Set<String>()
    private var policy: String?
    private var from: Occasion?
    private var to: Occasion?
    private var checks: [String] = []
    private var loads: [Scenario.Load] = []
    private var injections: [Scenario.Injection] = []
    private var moments: [Scenario.Moment] = []

    private init(_ path: String) { self.path = path }

    /// - Returns: the scenario as far as it can be read, nil where nothing can be told of it without, and everything
    ///   that is wrong in it.
    /// - Throws: ``InputFailure`` when the file cannot be read.
    static func read(path: String) throws -> (scenario: Scenario?, problems: [String]) {
        let text = try LoadedPolicy.text(path, expected: "a scenario")
        var reader = ScenarioReader(path)
        let plain = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n").replacing("\u{FEFF}", with: "")
        for line in plain.split(separator: "\n", omittingEmptySubsequences: false) {
            reader.number += 1
            reader.take(String(line))
        }
        let scenario = reader.scenario()
        return (scenario, reader.problems)
    }

    private mutating func scenario() -> Scenario? {
        for name in ["policy", "from", "to"] where !seen.contains(name) {
            problems.append(
                "\(path): the line \"\(name) …\" is missing, for example: \(ScenarioReader.examples[name] ?? "")")
        }
        if let from, let to {
            if from > to { problems.append("\(path): from \(from) is after to \(to)") }
            problems += moments.filter { from <= to && !$0.occasion.lies(from: from, to: to) }.map {
                "\(path):\($0.line): \($0.occasion) lies outside \(from) … \(to)"
            }
        }
        guard let policy, let from, let to else { return nil }
        return Scenario(
            path: path, title: title, policy: policy, from: from, to: to, checks: checks, loads: loads,
            injections: injections,
            moments: moments)
    }

    static let examples = [
        "policy": "policy ../Examples/sp500/as-written.yml", "from": "from 2017-03-01", "to": "to 2017-04-28",
        "checks": "checks schema nulls", "load": "load feed x from 2024-01-02: 1 1 _ - 1",
        "plant": "plant null vix_close 2017-03-06..2017-03-10 until 2017-03-14",
        "at": "at 2017-03-07", "expect": "expect nulls vix_close fires warning",
        "do": "do acknowledge nulls vix_close by ann for 2 sessions",
    ]

    private mutating func wrong(_ message: String, _ key: String) {
        problems.append("\(path):\(number): \(message), for example: \(ScenarioReader.examples[key] ?? "")")
    }

    // MARK: - Lines

    private mutating func take(_ line: String) {
        let whole = line.trimmingCharacters(in: .whitespaces)
        if whole.hasPrefix("#"), moments.isEmpty, policy == nil, title.isEmpty {
            title = whole.drop { $0 == "#" }.trimmingCharacters(in: .whitespaces)
        }
        // A comment begins with a "#" after a space, or the line.
        let text = (" " + whole).components(separatedBy: " #")[0].trimmingCharacters(in: .whitespaces)
        guard !text.isEmpty else { return }
        let words = text.split(separator: " ", omittingEmptySubsequences: true).map(String.init)
        let rest = String(text.dropFirst(words[0].count)).trimmingCharacters(in: .whitespaces)
        switch words[0] {
        case "policy", "from", "to":
            guard seen.insert(words[0]).inserted else { return wrong("a second line \"\(words[0])\"", words[0]) }
            switch words[0] {
            case "policy":
                policy = rest.isEmpty ? nil : rest
                if rest.isEmpty { wrong("policy names no file", "policy") }
            case "from": from = occasion(rest, "from")
            default: to = occasion(rest, "to")
            }
        case "checks": checks += words.dropFirst()
        case "load": load(rest)
        case "plant": plant(Array(words.dropFirst()))
        case "at":
            // Lines after a bad date are read all the same, for their own mistakes.
            moments.append(
                Scenario.Moment(occasion: occasion(rest, "at") ?? from ?? .session(Day(ordinal: 0)), line: number))
        case "expect": addToMoment("expect", saying: rest) { $0.expectations.append(($1, rest)) }
        case "do":
            guard let action = action(rest) else { return }
            addToMoment("do", saying: rest) { $0.actions.append(($1, action)) }
        default:
            wrong(
                """
                \"\(words[0])\" is none of policy, from, to, checks, load, plant, at, expect, \
                do\(suggestion(for: words[0], among: Array(ScenarioReader.examples.keys)))
                """,
                "expect")
        }
    }

    private mutating func addToMoment(_ key: String, saying rest: String, _ add: (inout Scenario.Moment, Int) -> Void) {
        guard !rest.isEmpty else { return wrong("\(key) says nothing", key) }
        guard !moments.isEmpty else { return wrong("\(key) stands before any at", "at") }
        add(&moments[moments.count - 1], number)
    }

    private mutating func occasion(_ text: String, _ key: String) -> Occasion? {
        if let occasion = Occasion(text) { return occasion }
        let isInstant = text.contains("T")
        wrong("\"\(text)\" is not \(isInstant ? "an instant with its zone" : "a date")", key)
        return nil
    }

    /// `feed x from 2024-01-02: 1 1 _ - 1`
    private mutating func load(_ rest: String) {
        let parts = rest.split(separator: ":", maxSplits: 1).map(String.init)
        let head = (parts.first ?? "").split(separator: " ").map(String.init)
        guard parts.count == 2, head.count == 4, head[2] == "from", let first = Day(iso: head[3]) else {
            return wrong("load wants a source, a column, a first session and values", "load")
        }
        var cells: [Scenario.Load.Cell] = []
        for word in parts[1].split(separator: " ") {
            // `1x20` is twenty times 1.
            let times = word.split(separator: "x").map(String.init)
            let cell: Scenario.Load.Cell? =
                switch times.first ?? "" {
                case "_": .null
                case "-": .absent
                default: PolicyFields.number(times.first ?? "").map { .value($0) }
                }
            guard let cell, times.count <= 2, let count = times.count == 1 ? 1 : Int(times[1]),
                (1...10_000).contains(count)
            else { return wrong("\"\(word)\" is no number, no _ for a null and no - for an absent row", "load") }
            cells += Array(repeating: cell, count: count)
        }
        loads.append(Scenario.Load(source: head[0], column: head[1], first: first, cells: cells, line: number))
    }

    // MARK: - Faults

    /// `null vix_close 2017-03-06..2017-03-10 until 2017-03-14`
    private mutating func plant(_ words: [String]) {
        var words = words
        var turns: [String: Occasion] = [:]
        for key in ["until", "since"] {
            guard let index = words.firstIndex(of: key) else { continue }
            guard words.indices.contains(index + 1), let occasion = Occasion(words[index + 1]) else {
                return wrong("\(key) wants a date or an instant", "plant")
            }
            turns[key] = occasion
            words.removeSubrange(index...index + 1)
        }
        guard let last = words.popLast(), let rows = ScenarioReader.span(last) else {
            return wrong("plant wants the sessions of the rows that are wrong, A..B", "plant")
        }
        var source: String?
        if let at = words.firstIndex(of: "of") {
            guard at + 2 == words.count else { return wrong("of wants a source", "plant") }
            source = words[at + 1]
            words.removeSubrange(at...)
        }
        guard let fault = ScenarioReader.fault(words) else {
            return wrong(
                """
                \"\(words.joined(separator: " "))\" is none of null C, text C WORD, set C X, add C X, multiply C X, \
                stretch C X, absent, missing-column C, renamed-column C NAME
                """,
                "plant")
        }
        let (since, until) = (turns["since"], turns["until"])
        if let until, until <= since ?? .session(rows.lowerBound) {
            return wrong("until \(until) is not after \(since ?? .session(rows.lowerBound))", "plant")
        }
        injections.append(
            Scenario.Injection(
                fault: fault, source: source, rows: rows, since: since, until: until, line: number))
    }

    private static func span(_ text: String) -> ClosedRange<Day>? {
        let parts = text.components(separatedBy: "..")
        guard let first = Day(iso: parts[0]) else { return nil }
        guard parts.count == 2 else { return parts.count == 1 ? first...first : nil }
        return Day(iso: parts[1]).flatMap { first <= $0 ? first...$0 : nil }
    }

    private static func fault(_ words: [String]) -> Scenario.Injection.Fault? {
        let number = words.count == 3 ? PolicyFields.number(words[2]) : nil
        switch (words.first, words.count) {
        case ("null", 2): return .null(column: words[1])
        case ("text", 3): return .text(column: words[1], words[2])
        case ("set", 3): return number.map { .set(column: words[1], $0) }
        case ("add", 3): return number.map { .add(column: words[1], $0) }
        case ("multiply", 3): return number.map { .multiply(column: words[1], $0) }
        case ("stretch", 3): return number.map { .stretch(column: words[1], $0) }
        case ("absent", 1): return .absent
        case ("missing-column", 2): return .missingColumn(words[1])
        case ("renamed-column", 3): return .renamedColumn(words[1], words[2])
        default: return nil
        }
    }

    // MARK: - Actions

    private mutating func action(_ rest: String) -> Scenario.Action? {
        // A colon begins a reason in words.
        let reason = rest.split(separator: ":", maxSplits: 1).dropFirst().first?.trimmingCharacters(in: .whitespaces)
        let command = rest.prefix { $0 != ":" }.trimmingCharacters(in: .whitespaces)
        let words = command.split(separator: " ").map(String.init)
        func value(after word: String) -> String? {
            words.firstIndex(of: word).flatMap { words.indices.contains($0 + 1) ? words[$0 + 1] : nil }
        }
        let by = value(after: "by") ?? "somebody"
        let holding = words.firstIndex(of: "for").flatMap {
            TimeSpan(words.dropFirst($0 + 1).prefix(2).joined(separator: " "))
        }
        let isPlain =
            command.wholeMatch(
                of:
                    /(acknowledge|mitigate) \S+ \S+( by \S+)?( for [1-9][0-9]{0,2} (sessions?|seconds?|minutes?|hours?))?|(resolve|close) \S+ \S+( by \S+)?|silence( \S+=\S+)+ until \S+( by \S+)?|remove \S+|restart|clock back [1-9][0-9]{0,3} hours?/
            )
            != nil
        guard isPlain, reason == nil || words.first == "silence" else { return refuse(rest) }
        switch words.first {
        case "restart" where words.count == 1: return .restart
        case "remove" where words.count == 2: return .remove(check: words[1])
        case "clock" where words.count == 4 && words[1] == "back" && ["hour", "hours"].contains(words[3]):
            if let hours = Int(words[2]), (1...10_000).contains(hours) { return .clockBack(hours: hours) }
        case "acknowledge" where words.count >= 3:
            return .acknowledge(check: words[1], subject: words[2], by: by, holding: holding)
        case "mitigate" where words.count >= 3:
            return .mitigate(check: words[1], subject: words[2], by: by, holding: holding)
        case "resolve" where words.count >= 3: return .resolve(check: words[1], subject: words[2], by: by)
        case "close" where words.count >= 3: return .close(check: words[1], subject: words[2], by: by)
        case "silence":
            let matchers = words.filter { $0.contains("=") }.map {
                $0.split(separator: "=", maxSplits: 1).map(String.init)
            }
            if let until = value(after: "until").flatMap({ Occasion($0) }), !matchers.isEmpty,
                matchers.allSatisfy({ $0.count == 2 })
            {
                return .silence(
                    matchers: Dictionary(matchers.map { ($0[0], $0[1]) }) { first, _ in first }, until: until, by: by,
                    reason: reason ?? "planned")
            }
        default: break
        }
        return refuse(rest)
    }

    private mutating func refuse(_ rest: String) -> Scenario.Action? {
        wrong(
            """
            \"\(rest)\" is none of acknowledge|mitigate|resolve|close CHECK SUBJECT [by NAME] [for N \
            sessions|minutes], silence KEY=VALUE until DATE|INSTANT [by NAME][: reason], remove CHECK, restart, clock \
            back N hours
            """,
            "do")
        return nil
    }
}

extension Occasion {
    /// True inside a span of days or instants. An instant may belong to the exchange's day before its own in UTC.
    fileprivate func lies(from start: Occasion, to end: Occasion) -> Bool {
        guard let instant else { return start.day <= day && day <= end.day }
        return start.instant.map { $0 <= instant } ?? (start.day <= day)
            && end.instant.map { instant <= $0 } ?? (day <= end.day.advanced(by: 1))
    }
}
