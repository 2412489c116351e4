import Checks
import Core
import Foundation
import Ingestion
import Modeling
import Synchronization
import TradingCalendar

/// The rows of a built-in model's source, as known at any instant, and every version of every label.
struct MarketRows: Sendable {
    private let reader: SourceReader
    private let settings: ModelSettings.BuiltIn
    private let end: Date
    /// When a row was revised, or came later than it was due, ascending. Between two of them rows only come, and do not
    /// change.
    private let changes: [Date]
    private let snapshots = Snapshots()
    /// Each session's rows with the instant since which they are known, in that order; rows of other days are not among
    /// them.
    private let arrived: [(session: Day, rows: [Arrival])]

    private struct Arrival: Sendable {
        let knownSince: Date
        /// The model's columns, nil where there is no value.
        let values: [Double?]

        var price: Double? { values[1].flatMap { $0 > 0 ? $0 : nil } }
    }

    init(_ reader: SourceReader, _ settings: ModelSettings.BuiltIn, through instant: Date) {
        self.reader = reader
        self.settings = settings
        end = instant
        let columns = settings.columns.map { reader.loaded.table[$0] }
        var arrivals: [Day: [Arrival]] = [:]
        for row in reader.inOrderOfTime {
            guard let session = reader.days[row], reader.calendar.isSession(session) else { continue }
            let values = columns.map { column in
                column.flatMap { $0.states[row] == .value ? $0.values[row] : nil }
            }
            arrivals[session, default: []].append(
                Arrival(knownSince: reader.knownSince(row, of: session), values: values))
        }
        let isRevised = reader.settings.knownSince != nil
        let arrived = arrivals.sorted { $0.key < $1.key }.map { session, rows in
            // Without revisions a second row of a session is a repetition, of which the first counts.
            (session: session, rows: isRevised ? rows.sorted { $0.knownSince < $1.knownSince } : Array(rows.prefix(1)))
        }
        let lag = reader.settings.lag
        changes = Set(
            arrived.flatMap { session, rows in
                let due = reader.calendar.due(session, lag: lag)
                return rows.enumerated().filter { $0.offset > 0 || $0.element.knownSince > due }
                    .map(\.element.knownSince)
            }
        ).sorted()
        self.arrived = arrived
    }

    func due(_ session: Day) -> Date { reader.calendar.due(session, lag: reader.settings.lag) }

    /// The rows known at an instant, possibly with later ones: up to the next change, which leaves everything before as
    /// it was.
    func rows(asOf instant: Date) -> TrainingRows {
        let next = changes.partitioningIndex { $0 <= instant }
        return snapshots.rows(next) {
            let last = next < changes.count ? min(end, changes[next].addingTimeInterval(-0.001)) : end
            return MarketRows.trainingRows(reader.evidence(at: max(instant, last)), settings)
        }
    }

    /// The features of a session's row as known at an instant: of the rows that were there then, as many as features
    /// look back on.
    func features(of session: Day, asOf instant: Date) -> [Double]? {
        if changes.isEmpty {
            // Nothing was late and nothing changes, so what was there then is there now.
            let known = rows(asOf: instant)
            return known.position(of: session).flatMap { known.features[$0] }
        }
        var recent: [[Double?]] = []
        var place = arrived.partitioningIndex { $0.session <= session } - 1
        guard place >= 0, arrived[place].session == session else { return nil }
        while place >= 0, recent.count < MarketFeatures.reach {
            if let row = arrived[place].rows.last(where: { $0.knownSince <= instant }) { recent.append(row.values) }
            place -= 1
        }
        recent.reverse()
        let rows = MarketFeatures.rows(
            vix: recent.map { $0[0] }, close: recent.map { $0[1] }, volume: recent.map { $0[2] })
        return rows.last ?? nil
    }

    /// The first sessions of the months from the first row on that are due at an instant.
    func refits(through instant: Date) -> [Day] {
        guard let first = arrived.first?.session,
            let last = reader.calendar.latestDue(at: instant, lag: reader.settings.lag)
        else { return [] }
        return reader.calendar.monthStarts(from: first, through: last)
    }

    /// Each session that has a row, with the instant at which its prediction can be made.
    var arrivals: [(session: Day, madeAt: Date)] {
        arrived.compactMap { session, rows in
            rows.first.map { (session, max(due(session), $0.knownSince)) }
        }
    }

    /// Every version of every label: of the return from a session to the next, as its two rows became known and
    /// changed.
    var labels: [Label] {
        zip(arrived, arrived.dropFirst()).flatMap { now, next -> [Label] in
            guard reader.calendar.session(1, from: now.session) == next.session else { return [] }
            var labels: [Label] = []
            for instant in Set((now.rows + next.rows).map(\.knownSince)).sorted() {
                guard let start = now.rows.last(where: { $0.knownSince <= instant }),
                    let end = next.rows.last(where: { $0.knownSince <= instant })
                else { continue }
                let value = start.price.flatMap { start in
                    end.price.map { Label.Value(label: log($0 / start), simpleReturn: $0 / start - 1) }
                }
                if let last = labels.last, last.value == value { continue }
                labels.append(Label(key: next.session.description, value: value, knownSince: instant))
            }
            return labels
        }
    }

    /// The simple forecasts of each session's row.
    func benchmarks(_ known: TrainingRows, trailing: Int) -> [Day: ScaleBenchmarks] {
        guard let evidence = reader.evidence(at: end) else { return [:] }
        let columns = MarketRows.columns(evidence, settings)
        let forecasts = ScaleBenchmarks.forecasts(
            known, returns: MarketFeatures.logChanges(columns[1]), levels: columns[0], trailing: trailing)
        var benchmarks: [Day: ScaleBenchmarks] = [:]
        for (day, forecast) in zip(known.days, forecasts) { benchmarks[day] = forecast }
        return benchmarks
    }

    /// The first row of each session: further ones do not count.
    private static func kept(_ days: ArraySlice<Day>) -> [Int] {
        days.indices.filter { $0 == 0 || days[$0] != days[$0 - 1] }
    }

    /// The model's columns, nil where there is no value.
    private static func columns(_ evidence: SourceEvidence, _ settings: ModelSettings.BuiltIn) -> [[Double?]] {
        let kept = kept(evidence.timeline.days)
        return settings.columns.map { name in
            guard let column = evidence.columns.first(where: { $0.name == name }) else { return kept.map { _ in nil } }
            return kept.map { column.states[$0] == .value ? column.values[$0] : nil }
        }
    }

    private static func trainingRows(_ evidence: SourceEvidence?, _ settings: ModelSettings.BuiltIn) -> TrainingRows {
        guard let evidence else { return TrainingRows(days: [], features: [], labelSessions: [], labels: []) }
        let timeline = evidence.timeline
        let days = kept(timeline.days).map { timeline.days[$0] }
        let columns = columns(evidence, settings)
        let next = days.map { timeline.calendar.session(1, from: $0) }
        let labels = days.indices.map { row -> Double? in
            guard row + 1 < days.count, days[row + 1] == next[row], let start = columns[1][row],
                let end = columns[1][row + 1], start > 0, end > 0
            else { return nil }
            return log(end / start)
        }
        return TrainingRows(
            days: days, features: MarketFeatures.rows(vix: columns[0], close: columns[1], volume: columns[2]),
            labelSessions: next, labels: labels)
    }
}

/// The few snapshots that were made last: refits that no change lies between share one.
private final class Snapshots: Sendable {
    private static let capacity = 4
    private let kept = Mutex<[(number: Int, rows: TrainingRows)]>([])

    func rows(_ number: Int, make: () -> TrainingRows) -> TrainingRows {
        if let known = kept.withLock({ $0.first { $0.number == number } }) { return known.rows }
        let rows = make()
        kept.withLock { kept in
            if kept.count == Snapshots.capacity { kept.removeFirst() }
            kept.append((number, rows))
        }
        return rows
    }
}
