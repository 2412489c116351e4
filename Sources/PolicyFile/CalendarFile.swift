import Core
import Foundation
package import TradingCalendar

/// A calendar from a YAML file, for exchanges that are not built in.
package enum CalendarFile {
    static let keys: [PolicyKey] = [
        PolicyKey("name", .text, required: true, example: "XLON", doc: "The name of the calendar."),
        PolicyKey("zone", .text, required: true, example: "Europe/London", doc: "Its time zone."),
        PolicyKey("close", .text, required: true, example: "\"16:30\"", doc: "The usual closing time, HH:MM."),
        PolicyKey(
            "week", .list(.choice(dayNames)), example: "[monday, tuesday, wednesday, thursday, friday]",
            doc: "The days that trade; default Monday to Friday."),
        PolicyKey("from", .text, required: true, example: "2020-01-01", doc: "The first day that the file covers."),
        PolicyKey("to", .text, required: true, example: "2026-12-31", doc: "The last day that the file covers."),
        PolicyKey(
            "closures", .map(.text), example: "{2024-12-25: Christmas Day}", doc: "Closed days with their names."),
        PolicyKey(
            "early_closes", .map(.text), example: "{2024-12-24: \"12:30 Christmas Eve\"}",
            doc: "Days that close early: time and name."),
    ]

    private static let dayNames = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

    /// A built-in calendar by name, or one from a file.
    /// - Throws: ``InputFailure`` when the name is neither, or the file does not validate.
    package static func named(_ name: String) throws -> TradingCalendar {
        if let calendar = TradingCalendar.named(name) { return calendar }
        guard FileManager.default.fileExists(atPath: name) else {
            throw InputFailure(
                path: name, "is neither a calendar (\(TradingCalendar.builtInNames.joined(separator: ", "))) nor a file"
            )
        }
        let mistakes = PolicyProblems()
        if let calendar = try fromFile(name, mistakes) { return calendar }
        let others = mistakes.all.dropFirst().map { "; line \($0.line): \($0.message)" }
        let first = mistakes.all.first
        throw InputFailure(path: name, line: first?.line, (first?.message ?? "is not a calendar") + others.joined())
    }

    /// Nil where there are mistakes, all of which are told.
    private static func fromFile(_ path: String, _ mistakes: PolicyProblems) throws -> TradingCalendar? {
        let calendar = YAMLReader.read(try LoadedPolicy.text(path), mistakes).flatMap { read($0, mistakes) }
        return mistakes.hasErrors ? nil : calendar
    }

    static func calendar(_ node: PolicyNode?, directory: String, _ problems: PolicyProblems) -> TradingCalendar? {
        guard let node else { return .newYorkStockExchange }
        let names = TradingCalendar.builtInNames
        guard let name = PolicyFields.scalar(node, problems, example: "calendar: XNYS") else { return nil }
        if let calendar = TradingCalendar.named(name) { return calendar }
        let path = URL(filePath: name, relativeTo: URL(filePath: directory)).path(percentEncoded: false)
        guard FileManager.default.fileExists(atPath: path) else {
            problems.error(
                node,
                """
                \(node.shown) is neither a calendar (\(names.joined(separator: ", "))) nor a \
                file\(suggestion(for: name, among: names))
                """,
                example: "calendar: XNYS")
            return nil
        }
        do {
            let mistakes = PolicyProblems()
            if let calendar = try fromFile(path, mistakes) { return calendar }
            for mistake in mistakes.all { problems.error(node, "\(path):\(mistake.line): \(mistake.message)") }
            if !mistakes.hasErrors { problems.error(node, "\(path) is not a calendar") }
        } catch {
            problems.error(node, "\(error)")
        }
        return nil
    }

    private static func read(_ node: PolicyNode, _ problems: PolicyProblems) -> TradingCalendar? {
        guard let fields = PolicyFields(node, keys: keys, problems: problems) else { return nil }
        let name = fields.text("name")
        let zone = fields.value("zone", expected: "a time zone such as Europe/London") { ExchangeZone($0) }
        let close = fields.value("close", expected: "a time such as 16:30") { TimeOfDay($0) }
        let from = fields.value("from", expected: "a date") { Day(iso: $0) }
        let to = fields.value("to", expected: "a date") { Day(iso: $0) }
        let week = fields["week"] == nil ? Array(dayNames.prefix(5)) : fields.texts("week")
        for day in week where !dayNames.contains(day) {
            problems.error(fields["week"] ?? node, "\"\(day)\" is not a day of the week")
        }
        let closures = fields.entries("closures").compactMap { entry -> TradingCalendar.Closure? in
            guard let day = day(entry, problems),
                let name = PolicyFields.scalar(entry.value, problems, example: "2024-12-25: Christmas Day")
            else { return nil }
            return TradingCalendar.Closure(date: day, name: name)
        }
        let early = fields.entries("early_closes").compactMap { entry -> TradingCalendar.EarlyClose? in
            guard let day = day(entry, problems),
                let text = PolicyFields.scalar(entry.value, problems, example: "2024-12-24: \"12:30 Christmas Eve\"")
            else { return nil }
            guard let close = TimeOfDay(String(text.prefix(5))) else {
                problems.error(entry.value, "\(entry.value.shown) does not begin with a time such as 12:30")
                return nil
            }
            return TradingCalendar.EarlyClose(date: day, close: close, name: String(text.dropFirst(6)))
        }
        guard let name, let zone, let close, let from, let to else { return nil }
        guard from <= to, from.distance(to: to) <= 200_000 else {
            problems.error(node, "from: \(from) and to: \(to) are not a span of at most 200,000 days")
            return nil
        }
        return TradingCalendar(
            name: name, zone: zone, close: close, span: from...to, tradesOn: { week.contains(dayNames[$0.rawValue]) },
            closures: closures, earlyCloses: early)
    }

    private static func day(_ entry: PolicyNode.Entry, _ problems: PolicyProblems) -> Day? {
        if let day = Day(iso: entry.name) { return day }
        problems.error(entry.key, "\"\(entry.name)\" is not a date such as 2024-12-25")
        return nil
    }
}
