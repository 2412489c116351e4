package import Statistics
package import TradingCalendar

/// The fitted lines of window and baseline, the row that pulls most, and a test on the residuals.
package struct RelationDetails: Equatable, Sendable {
    package struct Fits: Equatable, Sendable {
        package let window: FittedLine
        package let baseline: FittedLine

        package init(window: FittedLine, baseline: FittedLine) {
            self.window = window
            self.baseline = baseline
        }
    }

    /// The row of the window that pulls the least-squares line most.
    package struct Leverage: Equatable, Sendable {
        package let session: Day
        /// Its share of its own y in the line's value there.
        package let hat: Double
        /// The least-squares slope of the other rows; nil where their x do not vary.
        package let slopeWithout: Double?

        package init(session: Day, hat: Double, slopeWithout: Double?) {
            self.session = session
            self.hat = hat
            self.slopeWithout = slopeWithout
        }
    }

    /// Page–Hinkley over the rows of the last years.
    package struct ResidualTest: Equatable, Sendable {
        package let test: PageHinkley
        /// The place of the window's first alarm among the rows of the window.
        package let firstAlarm: Int?
        /// Sessions of the window with an alarm.
        package let alarms: [Day]
        /// Rows that were tested.
        package let rows: Int

        package init(_ test: PageHinkley, firstAlarm: Int?, alarms: [Day], rows: Int) {
            self.test = test
            self.firstAlarm = firstAlarm
            self.alarms = alarms
            self.rows = rows
        }
    }

    package let baselineSample: Int
    package let method: LineMethod
    /// nil where a side is too small or does not vary.
    package var fits: Fits?
    /// nil where it was not asked for, as below.
    package var leverage: Leverage?
    package var pageHinkley: ResidualTest?

    package init(baselineSample: Int, method: LineMethod) {
        self.baselineSample = baselineSample
        self.method = method
    }
}
