/// The capabilities of a metric: a policy may ask for these alone.
package struct MetricCapabilities: OptionSet, Sendable {
    package let rawValue: Int

    package init(rawValue: Int) { self.rawValue = rawValue }

    /// It has findings and not a number.
    package static let findings = MetricCapabilities(rawValue: 1 << 0)
    /// It compares with rows of a baseline.
    package static let baseline = MetricCapabilities(rawValue: 1 << 1)
    /// It can be a percentage above its baseline.
    package static let relative = MetricCapabilities(rawValue: 1 << 2)
    /// It has a p-value that a limit can be set on.
    package static let pValue = MetricCapabilities(rawValue: 1 << 3)
    /// It has an interval for `judge: evidence`.
    package static let interval = MetricCapabilities(rawValue: 1 << 4)
    /// A budget can be calibrated: there is a value for each session of history, and more of it is worse.
    package static let budget = MetricCapabilities(rawValue: 1 << 5)
    /// It counts rows in bins, of which nulls can be one.
    package static let bins = MetricCapabilities(rawValue: 1 << 6)
    /// A bound may be written in percent of 1.
    package static let percentBounds = MetricCapabilities(rawValue: 1 << 7)
    /// Its value lies between 0 and 1.
    package static let proportion = MetricCapabilities(rawValue: 1 << 8)
    /// It is about the data being whole.
    package static let integrity = MetricCapabilities(rawValue: 1 << 9)
    /// It can be a percentage above the median of the sessions before.
    package static let relativeToMedian = MetricCapabilities(rawValue: 1 << 11)
    /// It shows that a source is late.
    package static let lateness = MetricCapabilities(rawValue: 1 << 10)
}
