import Core

/// A threshold that walks down from the largest value of a history, through the values, until the next would open too
/// many alerts or be passed on too many days.
struct ThresholdDescent {
    private(set) var threshold = Double.infinity
    private(set) var stop = BudgetCalibration.Stop.nothing
    private(set) var alerts = 0
    private(set) var alarmDays = 0
    /// The largest number of alerts at a threshold on the way. The number need not grow as the threshold falls: two
    /// alerts may become one.
    private(set) var mostAlerts = 0

    /// - Parameter values: at least one.
    init(_ values: [Double], _ hysteresis: AlertHysteresis, maximumAlerts: Int, percentOfDays: Double) {
        func isTooOften(_ days: Int) -> Bool { 100 * Double(days) > percentOfDays * Double(values.count) }
        // Below this value only the next one can be reached: there are too many above the rest.
        let rank = Int((percentOfDays * Double(values.count) / 100).rounded(.down)) + 3
        let floor = ThresholdDescent.largest(rank, of: values) ?? -.infinity
        // Between these days every session is clear and breaches no threshold on the way.
        let days = values.indices.filter { values[$0] >= floor || !hysteresis.isClear(values[$0]) }
        let below = values.lazy.filter { $0 < floor }.max()
        let candidates = values.filter { $0 >= floor }.sorted(by: >) + (below.map { [$0] } ?? [])
        for candidate in candidates where candidate != threshold {
            var walk = AlertWalk(hysteresis)
            let bound = Threshold(.above, candidate)
            var next = 0
            for day in days {
                walk.pass(day - next)
                walk.see(values[day], past: bound)
                next = day + 1
            }
            if walk.alerts > maximumAlerts || isTooOften(walk.alarmDays) {
                stop = walk.alerts > maximumAlerts ? .alerts : .days
                return
            }
            (threshold, alerts, alarmDays) = (candidate, walk.alerts, walk.alarmDays)
            mostAlerts = max(mostAlerts, walk.alerts)
        }
    }

    /// The value that has one less than `rank` larger ones, by partition (Hoare, 1961); nil for fewer values.
    private static func largest(_ rank: Int, of values: [Double]) -> Double? {
        guard rank <= values.count else { return nil }
        var rest = values
        var rank = rank
        while true {
            let pivot = rest[rest.count / 2]
            let larger = rest.filter { $0 > pivot }
            if rank <= larger.count {
                rest = larger
                continue
            }
            let equal = rest.count { $0 == pivot }
            if rank <= larger.count + equal { return pivot }
            rank -= larger.count + equal
            rest = rest.filter { $0 < pivot }
        }
    }
}
