import Foundation
import TradingCalendar

/// Decides which predictions a ledger holds, and which labels are theirs.
struct LedgerAdmission {
    private let predictions: PredictionTable
    private let histories: LabelHistories
    private let calendar: TradingCalendar
    /// One a prediction, also of those that are refused.
    let labels: [Range<Int32>]
    /// When the first label of each key without a prediction is known.
    let unmatchedLabels: [Date]

    init(predictions: PredictionTable, histories: LabelHistories, calendar: TradingCalendar) {
        self.predictions = predictions
        self.histories = histories
        self.calendar = calendar
        var isUsed = [Bool](repeating: false, count: histories.ranges.count)
        var labels: [Range<Int32>] = []
        labels.reserveCapacity(predictions.count)
        for row in 0..<predictions.count {
            guard let number = histories.number(ofKey: predictions.labelKey(row)) else {
                labels.append(0..<0)
                continue
            }
            isUsed[number] = true
            labels.append(histories.ranges[number])
        }
        self.labels = labels
        unmatchedLabels = histories.ranges.indices.filter { !isUsed[$0] }.compactMap { number in
            histories.ranges[number].first.map { histories.knownSince[Int($0)] }
        }
    }

    /// The predictions that are admitted, by label session, then session, then id.
    mutating func order(rejections: inout [LedgerBook.DatedRejection]) -> [Int32] {
        var seen = Set<String>(minimumCapacity: predictions.count)
        var sessions = SessionMemo(calendar)
        var admitted: [Int32] = []
        admitted.reserveCapacity(predictions.count)
        // The first that was made of an id is kept; among those of one instant the first that was written.
        for row in inOrderOfMaking {
            if let reason = rejection(row, sessions: &sessions, seen: &seen) {
                let what = "prediction \"\(predictions.ids[row])\""
                rejections.append((predictions.madeAt[row], Ledger.Rejection(what, reason)))
            } else {
                admitted.append(Int32(row))
            }
        }
        return sorted(admitted)
    }

    private var inOrderOfMaking: [Int] {
        let madeAt = predictions.madeAt
        let rows = Array(0..<predictions.count)
        guard !zip(madeAt, madeAt.dropFirst()).allSatisfy({ $0 <= $1 }) else { return rows }
        return rows.sorted { (madeAt[$0], $0) < (madeAt[$1], $1) }
    }

    private func rejection(_ row: Int, sessions: inout SessionMemo, seen: inout Set<String>) -> String? {
        let (session, labelSession) = (predictions.sessions[row], predictions.labelSessions[row])
        for (day, what) in [(session, "session"), (labelSession, "label session")] where !sessions.isSession(day) {
            return "its \(what) \(day) is no session of \(calendar.name) (\(calendar.reasonClosed(day) ?? "closed"))"
        }
        if labelSession < session {
            return "its label session \(labelSession) lies before its session \(session)"
        }
        let madeAt = predictions.madeAt[row]
        if let first = labels[row].first(where: { !histories.isNull(Int($0)) }),
            histories.knownSince[Int(first)] <= madeAt
        {
            return "it was made at \(Timestamp.text(madeAt)), when its label was known already"
        }
        guard seen.insert(predictions.ids[row]).inserted else { return "a prediction of this id is there already" }
        return nil
    }

    private func sorted(_ rows: [Int32]) -> [Int32] {
        let (labelSessions, sessions, ids) = (predictions.labelSessions, predictions.sessions, predictions.ids)
        func precedes(_ a: Int32, _ b: Int32) -> Bool {
            let (a, b) = (Int(a), Int(b))
            if labelSessions[a] != labelSessions[b] { return labelSessions[a] < labelSessions[b] }
            return sessions[a] != sessions[b] ? sessions[a] < sessions[b] : ids[a] < ids[b]
        }
        return zip(rows, rows.dropFirst()).allSatisfy(precedes) ? rows : rows.sorted(by: precedes)
    }
}

/// Days that follow each other in a ledger are mostly the same.
private struct SessionMemo {
    private let calendar: TradingCalendar
    private var known: [Day: Bool] = [:]

    init(_ calendar: TradingCalendar) { self.calendar = calendar }

    mutating func isSession(_ day: Day) -> Bool {
        if let known = known[day] { return known }
        let isSession = calendar.isSession(day)
        known[day] = isSession
        return isSession
    }
}
