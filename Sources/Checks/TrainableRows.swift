package import TradingCalendar

/// The sessions of rows that a model can be trained on, with the series that are left of a source when only these
/// count.
package final class TrainableRows: Sendable {
    package let days: Set<Day>
    private let series = Memo<Key<CheckRule.Series>, TransformedSeries>()
    private let pairs = Memo<Key<[CheckRule.Series]>, RelationPairs>()

    package init(_ days: Set<Day>) { self.days = days }

    private struct Key<Wanted: Hashable & Sendable>: Hashable, Sendable {
        let wanted: Wanted
        let table: SourceTable

        static func == (a: Key, b: Key) -> Bool { a.wanted == b.wanted && a.table === b.table }

        func hash(into hasher: inout Hasher) {
            hasher.combine(wanted)
            hasher.combine(ObjectIdentifier(table))
        }
    }

    func series(_ wanted: CheckRule.Series, in table: SourceTable) -> TransformedSeries? {
        table.series(wanted).map { whole in
            series.value(Key(wanted: wanted, table: table)) {
                whole.keeping { days.contains(table.days[$0]) }
            }
        }
    }

    func pairs(
        y wantedY: CheckRule.Series, x wantedX: CheckRule.Series, in table: SourceTable
    ) -> RelationPairs? {
        guard let y = series(wantedY, in: table), let x = table.series(wantedX) else { return nil }
        return pairs.value(Key(wanted: [wantedY, wantedX], table: table)) {
            RelationPairs(y: y, x: x)
        }
    }
}
