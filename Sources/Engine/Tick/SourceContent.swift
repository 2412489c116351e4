import Core
import Foundation
import Ingestion
import TradingCalendar

/// The fingerprint of a source's rows as they were known at any instant.
struct SourceContent: Sendable {
    private let calendar: TradingCalendar
    private let lag: PublicationLag
    /// Names, types and header of the file.
    private let shape: Fingerprint
    /// Rows that are known when their session is due, by the session.
    private let bySession: KnownContent
    /// Rows that say since when they are known, by seconds.
    private let byInstant: KnownContent
    private let headers: [SourceReader.Header]

    init(_ reader: SourceReader) {
        calendar = reader.calendar
        lag = reader.settings.lag
        headers = reader.headers
        shape = SourceContent.shape(of: reader.loaded)
        var sessions: [KnownContent.Fact] = []
        var instants: [KnownContent.Fact] = []
        let since = reader.knownSinceColumn
        for (row, content) in SourceContent.rows(of: reader).enumerated() {
            switch reader.appearance(of: row, since: since) {
            case .at(let instant): instants.append(KnownContent.Fact(since: instant, content: content))
            case .with(let day):
                let ordinal = day.map { Double($0.ordinal) } ?? -.infinity
                sessions.append(KnownContent.Fact(since: ordinal, content: content))
            }
        }
        bySession = KnownContent(sessions)
        byInstant = KnownContent(instants)
    }

    func fingerprint(at instant: Date) -> Fingerprint {
        var fingerprint = shape
        let session = calendar.latestDue(at: instant, lag: lag).map { Double($0.ordinal) } ?? -.infinity
        let rows = bySession.fingerprint(at: session) + byInstant.fingerprint(at: instant.timeIntervalSince1970)
        fingerprint.combine(rows.value)
        for header in headers where header.from <= instant && instant < header.until {
            for name in header.names { fingerprint.combine(name) }
        }
        return fingerprint
    }

    private static func shape(of loaded: LoadedTable) -> Fingerprint {
        var shape = Fingerprint()
        for name in loaded.header { shape.combine(name) }
        for column in loaded.table.columns {
            shape.combine(column.name)
            shape.combine(column.type.rawValue)
        }
        return shape
    }

    /// One for each row: its cells, and whether it stands after a later one.
    private static func rows(of reader: SourceReader) -> [Fingerprint] {
        let loaded = reader.loaded
        var rows = [Fingerprint](repeating: Fingerprint(), count: loaded.table.rows)
        for column in loaded.table.columns {
            let texts = column.categories.map { text -> UInt64 in
                var fingerprint = Fingerprint()
                fingerprint.combine(text)
                return fingerprint.value
            }
            for row in rows.indices {
                switch column.states[row] {
                case .value:
                    let place = Int(exactly: column.values[row]) ?? -1
                    let isText = column.type == .text && texts.indices.contains(place)
                    rows[row].combine(isText ? texts[place] : column.values[row].bitPattern)
                case .null: rows[row].combine("null")
                case .invalid: rows[row].combine("invalid \(column.invalidTexts[row] ?? "")")
                }
            }
        }
        for (row, text) in zip(loaded.malformed.rows, loaded.malformed.texts) where rows.indices.contains(row) {
            rows[row].combine(text)
        }
        for row in rows.indices.dropFirst() {
            guard let day = reader.days[row], let before = reader.days[row - 1], day < before else { continue }
            rows[row].combine("backwards")
        }
        return rows
    }
}
