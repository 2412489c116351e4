package import Alerting
package import Core
package import Foundation
package import Storage
package import TradingCalendar

/// One incident as the chain of measurements and decisions that made it.
package struct IncidentTimelineReport: Sendable {
    package struct Event: Sendable {
        package enum Kind: Sendable {
            /// The verdict of an alert's check changed.
            case measured(Measured)
            case decided(AuditEntry)
        }

        package let at: Date
        package let kind: Kind
    }

    package struct Measured: Sendable {
        package let alert: AlertKey
        package let verdict: Verdict
        package let value: Double?
        package let sample: Int?
        package let threshold: Double?
    }

    package let report: IncidentReport
    package let events: [Event]
    /// The zone of the times that people read.
    package let zone: ExchangeZone

    /// - Parameters:
    ///   - observations: of each alert of the incident from when it was pending, in the order of its members.
    ///   - decisions: the rows of the audit about the incident.
    package init(
        _ report: IncidentReport, observations: [[Observation]], decisions: [AuditRow], zone: ExchangeZone
    ) {
        self.report = report
        self.zone = zone
        let measured = zip(report.incident.members, observations).flatMap(IncidentTimelineReport.changes)
        let decided = decisions.map { Event(at: $0.entry.at, kind: .decided($0.entry)) }
        // A measurement comes before the decisions that rest on it.
        events = (measured + decided).enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }
            .map(\.element)
    }

    /// The observations at which the verdict of an alert changed.
    private static func changes(_ member: Incident.Member, _ observations: [Observation]) -> [Event] {
        var last: Verdict?
        var events: [Event] = []
        for observation in observations where observation.verdict != last {
            last = observation.verdict
            let measured = Measured(
                alert: member.key, verdict: observation.verdict, value: observation.value,
                sample: observation.sample, threshold: observation.threshold)
            events.append(Event(at: observation.knownSince, kind: .measured(measured)))
        }
        return events
    }
}
