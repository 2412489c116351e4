package import Alerting
package import Core
package import Foundation
package import TradingCalendar

/// A measurement about one occasion, as known since one instant. A later measurement about the same occasion is
/// another.
package struct Observation: Equatable, Sendable {
    package let key: AlertKey
    package let about: Occasion
    package let knownSince: Date
    package let verdict: Verdict
    package let value: Double?
    package let threshold: Double?
    package let sample: Int?
    /// The baseline that it was compared with, by its content.
    package let baseline: String?

    package init(
        key: AlertKey, about: Occasion, knownSince: Date, verdict: Verdict, value: Double?, threshold: Double?,
        sample: Int?,
        baseline: String?
    ) {
        self.key = key
        self.about = about
        self.knownSince = knownSince
        self.verdict = verdict
        self.value = value
        self.threshold = threshold
        self.sample = sample
        self.baseline = baseline
    }

    package init(_ evaluation: Evaluation, at instant: Date) {
        let result = evaluation.result
        self.init(
            key: AlertKey(check: result.check, subject: result.subject), about: evaluation.occasion,
            knownSince: instant,
            verdict: result.verdict, value: result.measurement.value, threshold: result.threshold,
            sample: result.measurement.sample, baseline: result.measurement.baseline?.description)
    }
}

/// The observations of a month, folded into one line.
package struct ObservationMonth: Equatable, Sendable {
    package let key: AlertKey
    /// `2008-09`
    package let month: String
    /// Sessions that were observed; of each what was known last.
    package private(set) var sessions: Int
    /// Sessions with a value.
    package private(set) var values: Int
    package private(set) var minimum: Double?
    package private(set) var maximum: Double?
    package private(set) var mean: Double?
    /// The number of sessions of each verdict; verdicts that none had are left out.
    package private(set) var verdicts: [Verdict: Int]

    package init(
        key: AlertKey, month: String, sessions: Int, values: Int, minimum: Double?, maximum: Double?, mean: Double?,
        verdicts: [Verdict: Int]
    ) {
        self.key = key
        self.month = month
        self.sessions = sessions
        self.values = values
        self.minimum = minimum
        self.maximum = maximum
        self.mean = mean
        self.verdicts = verdicts
    }

    /// - Parameter observations: those of one key and month, one a session.
    package init(_ key: AlertKey, month: String, _ observations: [Observation]) {
        let values = observations.compactMap(\.value)
        var mean: Double?
        for (count, value) in values.enumerated() {
            // Sums of large values would overflow.
            mean = (mean ?? 0) + (value - (mean ?? 0)) / Double(count + 1)
        }
        self.init(
            key: key, month: month, sessions: observations.count, values: values.count, minimum: values.min(),
            maximum: values.max(), mean: mean,
            verdicts: Dictionary(grouping: observations, by: \.verdict).mapValues(\.count))
    }

    /// Takes in what was learnt of the month after it was folded.
    package mutating func merge(_ later: ObservationMonth) {
        let count = values + later.values
        if count > 0 {
            let (a, b) = (mean ?? 0, later.mean ?? 0)
            mean = a + (b - a) * Double(later.values) / Double(count)
        }
        minimum = [minimum, later.minimum].compactMap { $0 }.min()
        maximum = [maximum, later.maximum].compactMap { $0 }.max()
        values = count
        sessions += later.sessions
        verdicts.merge(later.verdicts, uniquingKeysWith: +)
    }

    package static func month(of day: Day) -> String { String(day.description.prefix(7)) }

    package static func month(of occasion: Occasion) -> String { month(of: occasion.day) }
}
