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

    /// When each row came, by its date and its place.
    private let arrivals: RowArrivals

    /// All rows by time, where these are rows of sessions that are known when they are due, as in most histories: what
    /// is known at an instant is then their beginning.
    private let orderly: OrderedSource?

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
            arrivals = RowArrivals(days) { [] }
            orderly = nil
            return
        }
        let newDays = time.values.indices.dropFirst(knownDays.count).map { row -> Day? in
            guard time.states[row] == .value else { return nil }
            if time.type == .date { return Day(ordinal: Int(time.values[row])) }
            return calendar.zone.day(of: Date(timeIntervalSince1970: time.values[row]))
        }
        days = Array(knownDays + newDays)
        arrivals = RowArrivals(days) { settings.contract.groups(of: loaded.table) }
        let isOrderly =
            settings.knownSince == nil && arrivals.areOwn && days.allSatisfy { $0.map(calendar.isSession) ?? false }
        orderly = isOrderly ? OrderedSource(loaded.table, days: days.compactMap { $0 }, time: time) : nil
    }

    package var rows: Int { loaded.table.rows }

    /// True if rows come and never change.
    var isOrderly: Bool { orderly != nil }

    /// All rows that have a time by that time.
    var inOrderOfTime: [Int] {
        loaded.table[settings.contract.time]?.ascending(days.indices.filter { days[$0] != nil }) ?? []
    }

    /// The latest session that has a row.
    var lastSession: Day? { arrivals.days.lazy.compactMap { $0 }.filter { calendar.isSession($0) }.max() }

    /// The instant at which the latest row is due.
    var lastInstant: Date? { lastSession.map { calendar.due($0, lag: settings.lag) } }

    /// The instant since which a row is known: when its session is due, or the rows are that it stands behind, unless
    /// history says otherwise.
    package func knownSince(_ row: Int, of session: Day) -> Date {
        switch appearance(of: row, since: knownSinceColumn) {
        case .at(let instant): return Date(timeIntervalSince1970: instant)
        case .with(let day):
            let position = calendar.firstPosition(from: max(session, day ?? session))
            return calendar.due(
                calendar.sessions.indices.contains(position) ? calendar.sessions[position] : session, lag: settings.lag)
        }
    }

    /// Since when a row is known.
    enum Appearance {
        /// As the row says, in seconds since 1970.
        case at(Double)
        /// With the session of a day; always where no row can be dated.
        case with(Day?)
    }

    /// - Parameter since: the column that says since when rows are known, where there is one.
    func appearance(of row: Int, since: Column?) -> Appearance {
        guard let since else { return .with(arrivals.days[row]) }
        return since.states[row] == .value ? .at(since.values[row]) : .with(days[row] ?? arrivals.days[row])
    }

    var knownSinceColumn: Column? { settings.knownSince.flatMap { loaded.table[$0] } }

    /// The source as known at an instant.
    /// - Returns: nil before the calendar's first due instant.
    package func evidence(at instant: Date) -> SourceEvidence? {
        guard let session = calendar.latestDue(at: instant, lag: settings.lag) else { return nil }
        var loaded = loaded
        for header in headers where header.from <= instant && instant < header.until {
            loaded = loaded.with(header: header.names, without: header.without)
        }
        let window = calendar.window(SourceReader.judgedSessions, endingAt: session)
        let today = calendar.zone.day(of: instant)
        let ahead = rowsAhead(of: today, at: instant)
        if let orderly {
            let days = orderly.table.days
            let count = days.partitioningIndex { $0 <= session }
            let first = window.map { window in days.firstIndex(from: window.first) } ?? 0
            let judged = (orderly.places(of: first..<max(first, count)) + ahead).sorted()
            return SourceEvidence(
                name: settings.name, calendar: calendar, asOfSession: session, table: orderly.table, rows: count,
                findings: findings(judged, in: loaded, session: session, today: today) {
                    orderly.places(of: 0..<count)
                }, judgedRows: judged.count, judgedWindow: window)
        }
        let known = knownRows(at: instant, session: session)
        let judged = (known.filter { isRecent($0, in: window) } + ahead).sorted()
        let rows = seriesRows(known, through: session)

        return SourceEvidence(
            name: settings.name, calendar: calendar, asOfSession: session,
            table: SourceTable(
                days: rows.compactMap { days[$0] }, columns: loaded.table.columns.map { $0.selecting(rows) }),
            findings: findings(judged, in: loaded, session: session, today: today) { known },
            judgedRows: judged.count, judgedWindow: window)
    }

    /// Rows that exist at an instant, in the order of the file.
    private func knownRows(at instant: Date, session: Day) -> [Int] {
        let column = knownSinceColumn
        return days.indices.filter { row in
            switch appearance(of: row, since: column) {
            case .at(let since): since <= instant.timeIntervalSince1970
            case .with(let day): day.map { $0 <= session } ?? true
            }
        }
    }

    /// True if a row belongs to a span by its date or by its place.
    private func isRecent(_ row: Int, in window: SessionWindow?) -> Bool {
        guard let window, let arrival = arrivals.days[row] else { return true }
        let day = days[row] ?? arrival
        return max(day, settings.knownSince == nil ? arrival : day) >= window.first
    }

    /// Rows of days that lie ahead though they are there: the file was written last before the instant.
    private func rowsAhead(of today: Day, at instant: Date) -> [Int] {
        guard settings.knownSince == nil, let written = file?.modified, written <= instant else { return [] }
        if let last = orderly?.table.days.last, last <= today { return [] }
        return arrivals.days.indices.filter { row in arrivals.days[row].map { $0 > today } ?? false }
    }

    /// The rows that series are made of: those of sessions up to the as-of session, by time; of several that are
    /// known of one key, where history says since when, the latest known.
    private func seriesRows(_ known: [Int], through session: Day) -> [Int] {
        let inSession = known.filter { row in days[row].map { $0 <= session && calendar.isSession($0) } ?? false }
        let current = settings.knownSince.flatMap { loaded.table[$0] }.map { latest(inSession, since: $0) } ?? inSession
        return loaded.table[settings.contract.time].map { $0.ascending(current) } ?? current
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

    /// - Parameter known: the rows that are known, which a judged one may repeat.
    private func findings(
        _ judged: [Int], in loaded: LoadedTable, session: Day, today: Day, known: () -> [Int]
    ) -> [Finding] {
        // Later versions of a row are no repetition of it.
        let current = settings.knownSince.flatMap { loaded.table[$0] }.map { latest(judged, since: $0) } ?? judged
        // Rows of one time are all in the span, unless a row is judged by its place.
        let first = calendar.window(SourceReader.judgedSessions, endingAt: session)?.first
        let isComplete =
            settings.contract.key.contains(settings.contract.time)
            && current.allSatisfy { row in days[row].flatMap { day in first.map { $0 <= day } } ?? true }
        var findings = settings.contract.findings(
            in: loaded, rows: current, among: isComplete ? current : known(), isOrdered: settings.knownSince == nil)
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
