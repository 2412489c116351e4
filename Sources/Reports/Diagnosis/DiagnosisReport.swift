package import Checks
import Core
package import Engine
package import Foundation
import PolicyFile
package import TradingCalendar

/// A drift diagnosis of a source. It describes and does not judge.
package struct DiagnosisReport: Sendable {
    /// The same relation in the window, before it, and when it was most like it.
    package struct Relation: Sendable {
        package let check: String
        package let label: String
        package let window: LineFit?
        package let baseline: LineFit?
        package let similar: LineFit?
    }

    package let deployment: String
    package let source: String
    package let asOf: Date
    /// The zone of the times that people read.
    package let zone: ExchangeZone
    /// In sentences, the most important first.
    package let conclusions: [String]
    package let window: SessionWindow
    package let baseline: ClosedRange<Day>
    /// Sessions of the window.
    package let windowLength: Int
    /// True if a row has the row before it.
    package let hasChanges: Bool
    package let trending: [DriftDiagnosis.Trend]
    /// Series with too few values.
    package let leftOut: [String]
    /// In the order of the columns.
    package let features: [DriftDiagnosis.Feature]
    /// The least usual first.
    package let ranked: [DriftDiagnosis.Feature]
    package let similarity: Similarity
    package let relations: [Relation]

    /// - Throws: ``Refusal`` where there are too few rows to say anything.
    package init(_ asked: SourceDiagnosis) throws {
        let diagnosis = try DriftDiagnosis(asked.evidence, asked.question)
        deployment = asked.policy.deployment
        source = asked.source
        asOf = asked.asOf
        zone = asked.policy.calendar.zone
        let isPlain: (CheckRule) -> Bool = { rule in
            rule.metric.forecastError.map { $0 != .bias && $0 != .logScore } ?? false
        }
        let related = Set(diagnosis.relations.map(\.check))
        conclusions =
            DiagnosisConclusions(
                diagnosis: diagnosis, results: asked.results { related.contains($0.name) || isPlain($0) }
            ).sentences
        window = diagnosis.window
        baseline = diagnosis.baseline
        windowLength = diagnosis.question.window
        hasChanges = diagnosis.question.hasChanges
        trending = diagnosis.trending
        leftOut = diagnosis.leftOut.map(\.label)
        features = diagnosis.features
        ranked = diagnosis.ranked
        similarity = diagnosis.similarity
        relations = diagnosis.relations.map { relation in
            Relation(
                check: relation.check, label: relation.label, window: relation.window.map(LineFit.init),
                baseline: relation.baseline.map(LineFit.init), similar: relation.similar.map(LineFit.init))
        }
    }
}
