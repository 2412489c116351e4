/// The evidence of a verdict in figures: what a message shows in one line, and what a store keeps of it.
package struct CheckEvidence: Codable, Equatable, Sendable {
    package struct Sample: Codable, Equatable, Sendable {
        package let count: Int
        /// The noun for what is counted, in the singular.
        package let noun: String

        package init(count: Int, noun: String) {
            self.count = count
            self.noun = noun
        }
    }

    package struct Window: Codable, Equatable, Sendable {
        /// As in `2020-03-16`.
        package let first: String
        package let last: String

        package init(first: String, last: String) {
            self.first = first
            self.last = last
        }
    }

    /// A score of which some labels are known.
    package struct Realised: Codable, Equatable, Sendable {
        package let value: Double
        package let pairs: Int

        package init(value: Double, pairs: Int) {
            self.value = value
            self.pairs = pairs
        }
    }

    /// Earlier estimates that count, and those whose realised score lay outside the band.
    package struct EarlierWindows: Codable, Equatable, Sendable {
        package let count: Int
        package let missed: Int

        package init(count: Int, missed: Int) {
            self.count = count
            self.missed = missed
        }
    }

    package struct Interval: Codable, Equatable, Sendable {
        package let lower: Double
        package let upper: Double
        /// True if it is the band of an estimate.
        package let isBand: Bool

        package init(lower: Double, upper: Double, isBand: Bool) {
            self.lower = lower
            self.upper = upper
            self.isBand = isBand
        }
    }

    /// Earlier windows, and those that were as far from their baselines as this one.
    package struct History: Codable, Equatable, Sendable {
        package let windows: Int
        package let asFar: Int

        package init(windows: Int, asFar: Int) {
            self.windows = windows
            self.asFar = asFar
        }
    }

    /// The rate of the rule's alerts on the history before the window, and the days on which it was past
    /// its limit.
    package struct Alarms: Codable, Equatable, Sendable {
        package let perYear: Double
        package let daysPercent: Double

        package init(perYear: Double, daysPercent: Double) {
            self.perYear = perYear
            self.daysPercent = daysPercent
        }
    }

    /// The unit in which ``interval``, ``realised`` and ``calibrated`` are shown.
    package let unit: MeasuredValue.Unit
    package var sample: Sample?
    package var window: Window?
    package var absentSessions: Int?
    package var realised: Realised?
    package var earlierWindows: EarlierWindows?
    package var rejections: Int?
    package var sessionsWithoutPrediction: Int?
    package var interval: Interval?
    package var expectedWithoutChange: Double?
    /// The p-value that a limit is compared with.
    package var pValue: Double?
    package var pValueSource: PValueSource?
    /// The correlation of the baseline's rows, each with the one before.
    package var autocorrelation: Double?
    /// The same for categories.
    package var agreement: Double?
    /// Earlier windows of a measure whose rows are not independent.
    package var history: History?
    package var calibration: BudgetCalibration?
    package var alerts: Alarms?
    /// The calibrated threshold as an earlier version stored it.
    package var calibrated: Double?
    /// Stored by an earlier version, which counted episodes of alarm days and not alerts.
    package var alarms: Alarms?

    package init(unit: MeasuredValue.Unit) { self.unit = unit }
}
