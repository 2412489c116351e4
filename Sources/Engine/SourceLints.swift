import Core
import Ingestion
import PolicyFile
import TradingCalendar

/// Doubts about a source that its file shows: cells, dates and columns that nothing can be said about.
struct SourceLints {
    private let reader: SourceReader
    private let hasCalendar: Bool
    private let problems: PolicyProblems
    /// Columns on which no check has anything to judge, as their doubts say.
    private(set) var unusable: Set<String> = []

    /// - Parameters:
    ///   - hasCalendar: false where the policy's calendar cannot be read, so that dates are not compared with it.
    ///   - isWhole: false where the source has errors, so that only its header is looked at.
    init(_ reader: SourceReader, hasCalendar: Bool, isWhole: Bool, _ problems: PolicyProblems) {
        self.reader = reader
        self.hasCalendar = hasCalendar
        self.problems = problems
        header()
        guard isWhole else {
            unusable.formUnion(contract.columns.map(\.name))
            return
        }
        guard reader.rows > 0 else {
            unusable.formUnion(contract.columns.map(\.name))
            problems.lint(
                settings.pathNode, "\(settings.path) has no row: nothing of \"\(settings.name)\" can be judged yet")
            return
        }
        for rule in contract.columns {
            if let column = reader.loaded.table[rule.name] { cells(rule, column) }
        }
        if !unusable.contains(contract.time) { days() }
    }

    private var settings: SourceSettings { reader.settings }
    private var contract: Contract { settings.contract }

    private mutating func header() {
        let header = reader.loaded.header
        guard settings.format == .csv || reader.rows > 0 else { return }
        let names = contract.columns.map(\.name)
        if !header.contains(where: names.contains), header.allSatisfy(SourceLints.isValue), settings.format == .csv {
            unusable.formUnion(names)
            problems.lint(
                settings.pathNode,
                """
                the first line of \(settings.path), \"\(header.prefix(4).joined(separator: ",").printable)\", looks \
                like a row; expected a header with the names of the columns
                """,
                example: names.joined(separator: ","))
            return
        }
        for finding in contract.headerFindings(header, isOrdered: settings.format == .csv)
        where finding.kind == .missing {
            guard let name = finding.column else { continue }
            let close = closestName(to: name, among: header.filter { !names.contains($0) })
            problems.lint(
                settings.node(ofColumn: name), "\(settings.path): \(finding.message.printable)",
                example: close.map { "name: \($0.printable)" })
        }
        unusable.formUnion(names.filter { reader.loaded.table[$0] == nil })
    }

    /// True for a text that is no name of a column.
    private static func isValue(_ text: String) -> Bool {
        Double(text) != nil || Day(iso: text) != nil
            || text.wholeMatch(of: /[0-9]{1,4}[\/.-][0-9]{1,2}[\/.-][0-9]{1,4}.*/) != nil
    }

    // MARK: - Cells

    private mutating func cells(_ rule: Contract.ColumnRule, _ column: Column) {
        let (values, nulls) = (column.states.count { $0 == .value }, column.states.count { $0 == .null })
        let invalid = column.states.count - values - nulls
        if values == 0 { unusable.insert(rule.name) }
        if invalid > 0, Double(invalid) > Contract.mismatchShare * Double(values + invalid) {
            unreadable(rule, column, invalid: invalid, of: values + invalid)
        } else if values == 0 {
            problems.lint(
                settings.node(ofColumn: rule.name),
                "all \(nulls.counted("cell")) of \"\(rule.name)\" in \(settings.path) are null: there is nothing to judge"
            )
        }
    }

    private func unreadable(_ rule: Contract.ColumnRule, _ column: Column, invalid: Int, of filled: Int) {
        guard let row = column.states.firstIndex(of: .invalid) else { return }
        let texts = column.invalidTexts.texts
        let form = CellForm(Array(texts.prefix(1_000)), as: rule.type)
        let first = texts.first.map { "\"\($0.printable)\"" } ?? "?"
        let guess = form.map { ", which looks like \($0.name)" } ?? ""
        problems.lint(
            settings.node(ofColumn: rule.name),
            """
            \(settings.path): \(invalid) of \(filled) cells of \"\(rule.name)\" are not of type \(rule.type.rawValue) \
            (such as \(rule.type.example)); the first is \(first) in line \(reader.loaded.line(ofRow: row))\(guess)
            """,
            example: form?.rewritten ?? rule.type.example)
    }

    // MARK: - Days

    private mutating func days() {
        let dated = reader.days.compactMap { $0 }
        guard let first = dated.min(), let last = dated.max(), hasCalendar else { return }
        let (time, calendar) = (contract.time, reader.calendar)
        if first == last, dated.count > 1 {
            unusable.insert(time)
            problems.lint(
                settings.node(ofColumn: time),
                """
                \(settings.path): \"\(time)\" has a single value in all \(dated.count) rows, \(first): windows and \
                baselines need rows of many sessions
                """)
        }
        let strangers = dated.filter { !calendar.isSession($0) }
        guard Double(strangers.count) > Contract.mismatchShare * Double(dated.count), let stranger = strangers.first
        else { return }
        let why =
            calendar.covers(stranger)
            ? calendar.reasonClosed(stranger) ?? "closed"
            : "the calendar goes from \(calendar.span.lowerBound) to \(calendar.span.upperBound)"
        problems.lint(
            settings.node(ofColumn: time),
            """
            \(settings.path): \(strangers.count) of \(dated.count) rows are of days that are no sessions of \
            \(calendar.name), and belong to no window (the first is \(stranger): \(why))
            """,
            example: calendar.covers(stranger) && calendar.name != "24x7" ? "calendar: 24x7" : nil)
    }
}
