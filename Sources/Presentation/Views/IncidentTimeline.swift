package import Alerting
package import Core
import Foundation
package import Storage
package import TradingCalendar

/// One incident as the chain of what was measured, decided and said: `bellwether incidents show`.
package struct IncidentTimeline {
    private struct Event {
        let at: Date
        let what: String
        let about: String
        let text: String
    }

    private let incident: Incident
    private let messages: [OutboxMessage]
    private let events: [Event]
    private let zone: ExchangeZone

    package init(_ store: any MonitorStore, _ incident: Incident, zone: ExchangeZone) throws {
        self.incident = incident
        messages = try store.outbox(OutboxQuery(incidents: [incident.id]))
        let measured = try incident.members.flatMap { try IncidentTimeline.measured($0, incident, store) }
        let decided = try IncidentTimeline.decided(incident, store)
        // What was measured comes before what was decided of it.
        events = (measured + decided).enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }
            .map(\.element)
        self.zone = zone
    }

    private static func decided(_ incident: Incident, _ store: any MonitorStore) throws -> [Event] {
        var events: [Event] = []
        var after = 0
        while true {
            let rows = try store.audit(incident: incident.id, after: after, limit: 1_000)
            events += rows.map { row in
                Event(
                    at: row.entry.at, what: row.entry.kind,
                    about: row.entry.check.isEmpty ? "" : "\(row.entry.check) \(row.entry.subject)",
                    text: row.entry.text)
            }
            guard let last = rows.last else { return events }
            after = last.sequence
        }
    }

    /// Where the verdict of an alert changed, from when it was pending until it was resolved.
    private static func measured(
        _ member: Incident.Member, _ incident: Incident, _ store: any MonitorStore
    ) throws -> [Event] {
        let end = member.resolution?.at ?? .distantFuture
        let observations = try store.observations(of: member.key, known: member.pendingAt...end)
        var last: Verdict?
        var events: [Event] = []
        for observation in observations where observation.verdict != last {
            last = observation.verdict
            let value = observation.value.map(\.shortText) ?? "nothing"
            let sample = observation.sample.map { " on \($0)" } ?? ""
            let limit = observation.threshold.map { ", limit \($0.shortText)" } ?? ""
            events.append(
                Event(
                    at: observation.knownSince, what: "measured", about: "\(member.key)",
                    text: "\(value)\(sample)\(limit): \(observation.verdict.rawValue)"))
        }
        return events
    }

    package var json: JSONValue {
        guard case .object(var fields) = incident.json(messages) else { return .null }
        fields["timeline"] = .array(
            events.map { event in
                [
                    "at": .string(Timestamp.text(event.at)), "what": .string(event.what),
                    "about": .string(event.about), "text": .string(event.text),
                ]
            })
        return .object(fields)
    }

    /// - Parameter width: of the terminal, in characters.
    package func text(_ style: Style, width: Int) -> String {
        let root = incident.root
        var lines = [
            "\(style.bold("incident \(incident.id)")) · \(style.verdict(incident.severity.rawValue, incident.severity == .critical ? .critical : .warning)) · \(incident.state.name)",
            "  root: \(root.origin.layer.rawValue): \(root.key) · owner: \(root.origin.owners.joined(separator: " and "))"
                .printable,
            "  first step: \(root.origin.firstStep)".printable,
        ]
        if let response = incident.state.response {
            lines.append("  \(incident.state.name) by \(response.by.printable) until \(zone.text(response.until))")
        }
        // Sessions in a row on which nothing happened are told once; the JSON and the audit have them all.
        var quiet = 0
        let moments = Dictionary(grouping: events, by: \.at).sorted { $0.key < $1.key }
        for (at, events) in moments {
            let isQuiet = events.allSatisfy { ["measured", "held"].contains($0.what) }
            quiet = isQuiet ? quiet + 1 : 0
            if quiet == IncidentTimeline.maximumQuietRun + 1 {
                lines += ["", style.dim("    … and so on: --format json has it all")]
            }
            guard quiet <= IncidentTimeline.maximumQuietRun else { continue }
            lines += ["", style.bold("  \(zone.text(at))")]
            for event in events { lines += IncidentTimeline.lines(event, style, width: width) }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static let maximumQuietRun = 3

    private static func lines(_ event: Event, _ style: Style, width: Int) -> [String] {
        let text = event.text.wrapped(to: max(40, width - 21))
        let indent = String(repeating: " ", count: 19)
        guard event.about.isEmpty else {
            return ["    \(event.what.padded(14)) \(event.about)".printable] + text.map { style.dim(indent + $0) }
        }
        return ["    \(event.what.padded(14)) \(text.first ?? "")"] + text.dropFirst().map { indent + $0 }
    }
}
