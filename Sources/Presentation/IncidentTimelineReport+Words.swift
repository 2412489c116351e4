import Alerting
import Core
import Reports

extension IncidentTimelineReport.Event {
    /// The kind of event in a word or two.
    var name: String {
        switch kind {
        case .measured: "measured"
        case .decided(let entry): entry.kindText
        }
    }

    /// True if nothing new happened.
    var isQuiet: Bool {
        switch kind {
        case .measured: true
        case .decided(let entry): entry.kind == .held
        }
    }

    /// The alert that it is about; empty where it is about the incident.
    var about: String {
        switch kind {
        case .measured(let measured): "\(measured.alert)"
        case .decided(let entry): entry.check.isEmpty ? "" : "\(entry.check) \(entry.subject)"
        }
    }

    var words: String {
        switch kind {
        case .measured(let measured):
            let value = measured.value.map(\.shortText) ?? "nothing"
            let sample = measured.sample.map { " on \($0)" } ?? ""
            let limit = measured.threshold.map { ", limit \($0.shortText)" } ?? ""
            return "\(value)\(sample)\(limit): \(measured.verdict.rawValue)"
        case .decided(let entry): return entry.text
        }
    }
}
