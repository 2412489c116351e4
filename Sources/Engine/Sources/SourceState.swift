import Checks
import Core
package import Foundation
package import Ingestion
package import PolicyFile
package import TradingCalendar

/// The latest row of a source, for people who fetch it again.
package struct SourceState: Equatable, Sendable {
    package let rows: Int
    /// The latest session with a row.
    package let latest: Day?
    /// Sessions that are due and have no row yet.
    package let behind: Int

    /// - Throws: ``InputFailure`` when it cannot be read.
    package init(_ source: SourceSettings, _ policy: Policy, at instant: Date) throws {
        let reader = try SourceReader(source, policy: policy)
        let evidence = reader.evidence(at: instant)
        rows = reader.rows
        latest = evidence?.timeline.days.last
        behind =
            evidence.map { evidence in
                let calendar = policy.calendar
                guard let latest = evidence.timeline.days.last else { return 0 }
                return calendar.count(from: latest.advanced(by: 1), through: evidence.timeline.asOfSession)
            } ?? 0
    }

    package var description: String {
        """
        \(rows.counted("row")), the latest of \(latest.map { "\($0)" } ?? "no session"), \(behind.counted("session")) \
        behind
        """
    }
}

extension RunbookCase {
    /// The source that the runbook's alert is about: of a check of the model the one that the model reads.
    package var source: SourceSettings? {
        policy.source(check.flatMap { SourceDiagnosis.source(policy, $0) } ?? "") ?? policy.sources.first
    }
}
