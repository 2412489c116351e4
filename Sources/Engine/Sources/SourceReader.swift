package import Checks
import Core
package import Foundation
package import Ingestion
package import PolicyFile
package import TradingCalendar

/// A source's whole file, read once; evidence as of any instant comes from it.
package struct SourceReader: Sendable {
    package let settings: SourceSettings
    package let calendar: TradingCalendar
    package let loaded: LoadedTable
    /// For each row the day it is about; nil where its time cannot be read.
    package let days: [Day?]

    /// The days of all rows, where these are rows of sessions in their order that are known when they are due, as in
    /// most histories: what is known at an instant is then their beginning.
    private let orderly: SourceTable?

    /// A header that the feed had for a while.
    package struct Header: Sendable {
        package let from: Date
        /// Not any more from here on.
        package let until: Date
        package let names: [String]
        /// The column that it lacked.
        package let without: String

        package init(from: Date, until: Date, names: [String], without: String) {
            self.from = from
            self.until = until
            self.names = names
            self.without = without
        }
    }

    let headers: [Header]

    /// Rows on which a stateless check judges the contract.
    static let judgedSessions = 21

    /// nil for rows that were made and not read.
    private var file: ReadFile?
    /// From the first change on: a file that never changes while it is looked at costs no digest.
    private var followed: FollowedFile?

    /// True if the source is as it was when it was read.
    var isCurrent: Bool { file?.isCurrent ?? true }

    /// - Throws: ``InputFailure`` when the file cannot be read.
    package init(_ settings: SourceSettings, policy: Policy) throws {
        let read = ReadFile(path: policy.path(settings.path))
        let file = try TabularFile(path: policy.path(settings.path), format: settings.format)
        self.init(settings, calendar: policy.calendar, loaded: try LoadedTable(file, plan: settings.plan))
        self.file = read
    }

    /// The same as the file is now. Where it has changed before and only grew since, only its end is parsed.
    /// - Throws: ``InputFailure`` when the file cannot be read.
    func reread(_ policy: Policy) throws -> SourceReader {
        let path = policy.path(settings.path)
        let read = ReadFile(path: path)
        let followed =
            try followed?.reread() ?? FollowedFile(path: path, format: settings.format, plan: settings.plan)
        let hadTimes = loaded.table[settings.contract.time] != nil
        var reader = SourceReader(
            settings, calendar: calendar, loaded: followed.loaded, headers: headers,
            knownDays: hadTimes ? days.prefix(followed.keptRows) : [])
        reader.file = read
        reader.followed = followed
        return reader
    }

    package init(_ settings: SourceSettings, calendar: TradingCalendar, loaded: LoadedTable, headers: [Header] = []) {
        self.init(settings, calendar: calendar, loaded: loaded, headers: headers, knownDays: [])
    }

    /// - Parameter knownDays: of the first rows.
    private init(
        _ settings: SourceSettings, calendar: TradingCalendar, loaded: LoadedTable, headers: [Header],
        knownDays: ArraySlice<Day?>
    ) {
        self.settings = settings
        self.headers = headers
        self.calendar = calendar
        self.loaded = loaded
        guard let time = loaded.table[settings.contract.time] else {
            days = Array(repeating: nil, count: loaded.table.rows)
            orderly = nil
            return
        }
        let newDays = time.values.indices.dropFirst(knownDays.count).map { row -> Day? in
            guard time.states[row] == .value else { return nil }
            if time.type == .date { return Day(ordinal: Int(time.values[row])) }
            return calendar.zone.day(of: Date(timeIntervalSince1970: time.values[row]))
        }
        let days = knownDays + newDays
        let present = days.compactMap { $0 }
        let isOrderly =
            settings.knownSince == nil && present.count == days.count && present.allSatisfy(calendar.isSession)
            && zip(present, present.dropFirst()).allSatisfy { $0 <= $1 }
        self.days = Array(days)
        orderly = isOrderly ? SourceTable(days: present, columns: loaded.table.columns) : nil
    }

    package var rows: Int { loaded.table.rows }

    /// True if rows come and never change.
    var isOrderly: Bool { orderly != nil }

    /// The latest session that has a row.
    var lastSession: Day? { days.compactMap { $0 }.filter { calendar.isSession($0) }.max() }

    /// The instant at which the latest row is due.
    var lastInstant: Date? { lastSession.map { calendar.due($0, lag: settings.lag) } }

    /// The instant since which a row is known: when its session is due, unless history says otherwise.
    package func knownSince(_ row: Int, of session: Day) -> Date {
        if let since = settings.knownSince.flatMap({ loaded.table[$0] }), since.states[row] == .value {
            return Date(timeIntervalSince1970: since.values[row])
        }
        return calendar.due(session, lag: settings.lag)
    }

    /// The source as known at an instant.
    /// - Returns: nil before the calendar's first due instant.
    package func evidence(at instant: Date) -> SourceEvidence? {
        guard let session = calendar.latestDue(at: instant, lag: settings.lag) else { return nil }
        var loaded = loaded
        for header in headers where header.from <= instant && instant < header.until {
            loaded = loaded.with(header: header.names, without: header.without)
        }
        let window = calendar.window(SourceReader.judgedSessions, endingAt: session)
        if let orderly {
            let count = orderly.days.partitioningIndex { $0 <= session }
            let first = window.map { window in orderly.days.firstIndex(from: window.first) } ?? 0
            let judged = Array(first..<max(first, count))
            return SourceEvidence(
                name: settings.name, calendar: calendar, asOfSession: session, table: orderly, rows: count,
                findings: findings(judged, in: loaded, session: session, today: calendar.zone.day(of: instant)),
                judgedRows: judged.count, judgedWindow: window)
        }
        let known = knownRows(at: instant, session: session)
        let judged = known.filter { row in
            guard let day = known.day(row) else { return true }
            return window.map { $0.first <= day } ?? true
        }
        let rows = seriesRows(known, through: session)

        return SourceEvidence(
            name: settings.name, calendar: calendar, asOfSession: session,
            table: SourceTable(
                days: rows.compactMap { days[$0] }, columns: loaded.table.columns.map { $0.selecting(rows) }),
            findings: findings(judged, in: loaded, session: session, today: calendar.zone.day(of: instant)),
            judgedRows: judged.count, judgedWindow: window)
    }

    /// Rows that exist at an instant, in the order of the file. A row whose time cannot be read goes with the row
    /// before it, or, at the top, with the first that can be placed.
    private func knownRows(at instant: Date, session: Day) -> KnownRows {
        let since = settings.knownSince.flatMap { loaded.table[$0] }
        var rows: [Int] = []
        var placed: [Day?] = []
        let firstDay = days.lazy.compactMap { $0 }.first
        var previous: (isKnown: Bool, day: Day?) = (true, firstDay)
        for row in days.indices {
            if let day = days[row] {
                if let since, since.states[row] == .value {
                    previous = (since.values[row] <= instant.timeIntervalSince1970, day)
                } else {
                    previous = (day <= session, day)
                }
            }
            if previous.isKnown {
                rows.append(row)
                placed.append(previous.day)
            }
        }
        return KnownRows(rows: rows, days: placed)
    }

    /// The rows that series are made of: those of sessions up to the as-of session, by session; of several that are
    /// known of one key, where history says since when, the latest known.
    private func seriesRows(_ known: KnownRows, through session: Day) -> [Int] {
        let inSession = known.rows.filter { row in days[row].map { $0 <= session && calendar.isSession($0) } ?? false }
        let current = settings.knownSince.flatMap { loaded.table[$0] }.map { latest(inSession, since: $0) } ?? inSession
        let isSorted = zip(current, current.dropFirst()).allSatisfy { pair in
            guard let a = days[pair.0], let b = days[pair.1] else { return false }
            return a <= b
        }
        return isSorted
            ? current
            : current.enumerated().sorted { a, b in
                (days[a.element]?.ordinal ?? 0, a.offset) < (days[b.element]?.ordinal ?? 0, b.offset)
            }.map(\.element)
    }

    private func latest(_ rows: [Int], since: Column) -> [Int] {
        let columns = settings.contract.key.compactMap { loaded.table[$0] }
        var newest: [[UInt64]: Int] = [:]
        var without: [Int] = []
        for row in rows {
            let key = columns.compactMap { $0.identity(row) }
            guard key.count == columns.count else {
                // A row without its key is no version of another.
                without.append(row)
                continue
            }
            if let other = newest[key], since.values[other] > since.values[row] { continue }
            newest[key] = row
        }
        return (newest.values + without).sorted()
    }

    private func findings(_ judged: [Int], in loaded: LoadedTable, session: Day, today: Day) -> [Finding] {
        // Later versions of a row are no repetition of it.
        let current = settings.knownSince.flatMap { loaded.table[$0] }.map { latest(judged, since: $0) } ?? judged
        var findings = settings.contract.findings(in: loaded, rows: current, isOrdered: settings.knownSince == nil)
        let future = judged.filter { row in
            days[row].map { $0 > session && (calendar.isSession($0) || $0 > today) } ?? false
        }
        if !future.isEmpty {
            findings.append(
                rowFinding(
                    .futureRow, rows: future,
                    message: """
                        \(future.count) known rows are about sessions after \(session)
                        """))
        }
        let closed = judged.filter { row in
            days[row].map { $0 <= today && calendar.covers($0) && !calendar.isSession($0) } ?? false
        }
        if let first = closed.first, let day = days[first] {
            let why = calendar.reasonClosed(day) ?? "closed"
            findings.append(
                rowFinding(
                    .notASession, rows: closed,
                    message: """
                        \(closed.count) rows are about days without a session (\(day): \(why))
                        """))
        }
        return findings
    }

    private func rowFinding(_ kind: Finding.Kind, rows: [Int], message: String) -> Finding {
        let first = rows.prefix(5)
        return Finding(
            kind, column: settings.contract.time, count: rows.count, lines: first.map(loaded.line(ofRow:)),
            samples: first.map { days[$0]?.description ?? "?" }, message)
    }
}

/// Rows with the day that they are, or by their place seem to be, about.
private struct KnownRows {
    let rows: [Int]
    let days: [Day?]

    /// The rows that pass a test of their position among the known.
    func filter(_ isWanted: (Int) -> Bool) -> [Int] { rows.indices.filter(isWanted).map { rows[$0] } }

    func day(_ position: Int) -> Day? { days[position] }
}

extension Column {
    /// The cells of some rows, in the order given.
    fileprivate func selecting(_ rows: [Int]) -> Column {
        Column(
            name: name, type: type, values: rows.map { values[$0] }, states: rows.map { states[$0] },
            categories: categories)
    }
}
