import Core
import TradingCalendar

/// Names the baseline of one subject by its content: the sessions and cells that the measure reads.
struct BaselineDigest {
    private let source: String
    private let label: String
    private let timeline: Timeline
    private let columns: [Column]
    /// nil where all rows count.
    private let trainable: Set<Day>?

    init(_ evidence: SourceEvidence, _ asked: RuleSubject) {
        let names: [String] =
            switch asked.subject {
            case .source, .model, .forecast: []
            case .series(let series): [series.column]
            case .pair(let y, let x): [y.column, x.column]
            }
        source = evidence.name
        label = asked.rule.label(of: asked.subject)
        timeline = evidence.timeline
        columns = names.compactMap { name in evidence.columns.first { $0.name == name } }
        trainable = asked.rule.baseline == .champion ? evidence.champion?.trainable : nil
    }

    func digest(of rows: Range<Int>) -> Digest {
        var text = "\(source)|\(label)\n"
        for row in rows where trainable?.contains(timeline.days[row]) ?? true {
            text += "\(timeline.days[row])"
            for column in columns { text += ",\(column.text(row))" }
            text += "\n"
        }
        return Digest.sha256(text)
    }
}
