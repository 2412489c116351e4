/// A check's verdict on one subject, with all its evidence.
package struct CheckResult: Sendable {
    package let check: String
    package let metric: String
    package let subject: String
    /// The subject for people: `log_return(sp500_close)`.
    package let label: String
    package let layer: Layer
    package let verdict: Verdict
    /// The bound that was passed, or the first that could have been.
    package let threshold: Double?
    /// The threshold of its budget; nil without one, and where the history is too short for any.
    package let calibration: BudgetCalibration?
    /// Alerts a year that this rule would have opened on the reference.
    package let alarmsPerYear: Double?
    /// Share of the reference's days on which it was past its limit, in percent.
    package let alarmDaysPercent: Double?
    package var measurement: MeasuredValue
    /// The noun for what the sample counts, in the singular.
    package let sampleNoun: String
    package let owner: [String]
    package let firstStep: String
    /// The verdict in words.
    package let reason: String
    /// nil where the value is not within every limit, and where that is enough.
    package var reservation: Reservation?
    /// Another check that says why there is no value; nil where there is one, or where this check says it.
    package var cause: CheckCause?

    package var calibratedThreshold: Double? { calibration?.threshold }

    package init(
        check: String, metric: String, subject: String, label: String, layer: Layer, verdict: Verdict,
        threshold: Double? = nil,
        calibration: BudgetCalibration? = nil, alarmsPerYear: Double? = nil, alarmDaysPercent: Double? = nil,
        measurement: MeasuredValue, sampleNoun: String = "row", owner: [String], firstStep: String, reason: String
    ) {
        self.check = check
        self.metric = metric
        self.subject = subject
        self.label = label
        self.layer = layer
        self.verdict = verdict
        self.threshold = threshold
        self.calibration = calibration
        self.alarmsPerYear = alarmsPerYear
        self.alarmDaysPercent = alarmDaysPercent
        self.measurement = measurement
        self.sampleNoun = sampleNoun
        self.owner = owner
        self.firstStep = firstStep
        self.reason = reason
    }
}
