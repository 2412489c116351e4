package import Core
package import Statistics
package import TradingCalendar

/// Everything that the program knows of one metric: its description, its capabilities, how it is evaluated, its words.
///
/// A metric is one value of this type, in a file of its own, and a line of ``MetricCatalog``.
package struct MetricDefinition: Sendable {
    /// The kind of subject that `of:` names.
    package enum Subject: String, Sendable {
        case source = "a source"
        case columns = "one column or several"
        case pair = "a pair {y: …, x: …} of columns"
        /// `of:` is not written.
        case model = "the model"
        case forecasts = "one forecast or several"
    }

    /// The scale of a value without a baseline.
    enum Scale {
        case plain
        case percent
        /// 0 … 1, shown in percent.
        case share
        /// In the currency of the policy's decision.
        case money
    }

    package let name: String
    package let layer: Layer
    package let subject: Subject
    /// True if it is measured over a window of sessions.
    package let isWindowed: Bool
    package let unit: String
    /// The sample below which it is not judged, in words.
    package let minimumSample: String
    package let definition: String
    /// A row of a policy that uses it.
    package let example: String
    let method: EvaluationMethod

    package var capabilities: MetricCapabilities = []
    var scale = Scale.plain
    /// The side of a calibrated threshold on which a value is a breach.
    var worse = Threshold.Side.above
    /// The noun for what its sample counts, in the singular.
    package var sampleNoun = "row"
    /// The sample below which it is never judged, where that does not depend on the data.
    package var requiredSample: Int?
    /// The purposes of its simulated and resampled figures.
    package var purposes: [String] = []
    /// The distance between two distributions that it is; nil for other metrics.
    package var distance: DriftMeasure?
    /// The size of error that it is; nil for other metrics.
    package var forecastError: ForecastError?
    /// The observation of the model itself that it needs, computed by whoever has the model.
    package var modelObservation: ModelObservation?

    /// The measured value in the words of a reason.
    var wording: @Sendable (Wording) -> String = { "\($0.metric) \($0.text) on \($0.counted)" }
    /// The value in a report, where its unit alone does not show it.
    package var shown: (@Sendable (Double) -> String)?
    /// The first session that a breach is about: from there on data is to be repaired.
    package var firstAffectedSession: @Sendable (MeasuredValue, TradingCalendar) -> Day? = { _, _ in nil }
    /// The reason why it cannot be measured on a column.
    var objection: @Sendable (CheckRule.Series, ColumnType) -> PolicyRemark? = { _, _ in nil }
    /// Doubts about a rule that need no values, but perhaps the sizes of its samples.
    package var doubts: @Sendable (RuleInQuestion) -> [PolicyRemark] = { _ in [] }
    /// True for a limit that chance alone passes often.
    package var isNoise: @Sendable (RuleInQuestion, Threshold) -> Bool = { _, _ in false }

    package func has(_ capability: MetricCapabilities) -> Bool { capabilities.contains(capability) }
}
