package import TradingCalendar

/// A model's rows in the order of time, as known at one instant: features, and the label where there is one.
package struct TrainingRows: Sendable {
    /// The session of each row, strictly ascending.
    package let days: [Day]
    /// nil where the row is incomplete.
    package let features: [[Double]?]
    /// The session that each row's label is about; nil at the calendar's end.
    package let labelSessions: [Day?]
    /// nil where there is none.
    package let labels: [Double?]
    /// Positions of complete rows that have a label, ascending.
    package let complete: [Int]

    package init(days: [Day], features: [[Double]?], labelSessions: [Day?], labels: [Double?]) {
        self.days = days
        self.features = features
        self.labelSessions = labelSessions
        self.labels = labels
        complete = days.indices.filter { features[$0] != nil && labels[$0] != nil }
    }

    /// The position of a session's row.
    package func position(of day: Day) -> Int? {
        let at = days.firstIndex(from: day)
        return at < days.count && days[at] == day ? at : nil
    }

    /// Complete rows that have a label, from the first to the last of a span, ascending.
    func complete(in span: Artifact.Span) -> ArraySlice<Int> {
        let first = complete.partitioningIndex { days[$0] < span.first }
        let end = complete.partitioningIndex { days[$0] <= span.last }
        return complete[first..<max(first, end)]
    }

    /// Complete rows whose label session is at most a session, ascending.
    package func matured(through session: Day) -> ArraySlice<Int> {
        // Label sessions ascend with the rows.
        complete[..<complete.partitioningIndex { labelSessions[$0].map { $0 <= session } ?? false }]
    }
}
