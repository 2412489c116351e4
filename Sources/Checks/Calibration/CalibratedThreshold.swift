import Core
import Statistics

/// The threshold that keeps a rule's alarms on a reference within a budget.
///
/// Walks down from the largest value seen, through the distinct values, and stops before the first at which there are
/// more episodes than the budget allows with 90 % confidence, or more than 5 % alarm days. What it counts are alarms on
/// the reference, not false alarms: some of them may have been right.
package struct CalibratedThreshold: Equatable, Sendable {
    package let threshold: Double
    package let episodes: Int
    package let alarmDays: Int
    package let evaluated: Int
    private let years: Double

    package static let maximumAlarmShare = 0.05

    package var alarmsPerYear: Double { Double(episodes) / years }
    package var alarmDaysPercent: Double { 100 * Double(alarmDays) / Double(evaluated) }

    /// - Throws: ``Unavailable`` when there is no such threshold.
    package init(history: RuleHistory, budgetPerYear: Double, consecutive: Int) throws(Unavailable) {
        let evaluated = history.evaluated
        guard evaluated >= history.minimumEvaluations else {
            throw Unavailable(
                """
                a budget needs \(history.minimumEvaluations) evaluated sessions before the window (ten years after \
                warm-up); there are \(evaluated)
                """
            )
        }
        guard let allowed = PoissonBudget.maximumCount(budget: budgetPerYear * history.years) else {
            throw Unavailable(
                """
                a budget of \(budgetPerYear.shortText) a year cannot be shown on \(history.years.fixed(1)) years: even \
                no alarm at all leaves a higher rate possible
                """
            )
        }
        let values = history.values.compactMap { $0 }
        var alarms = ThresholdSweep(values, consecutive: consecutive, share: CalibratedThreshold.maximumAlarmShare)
        var best: (threshold: Double, episodes: Int, days: Int)?
        let end = alarms.end
        var last: Double?
        for candidate in values.filter({ $0 >= end }).sorted(by: >) where candidate != last {
            last = candidate
            alarms.lower(to: candidate)
            if alarms.episodes > allowed
                || Double(alarms.days) > CalibratedThreshold.maximumAlarmShare * Double(evaluated)
            {
                break
            }
            best = (candidate, alarms.episodes, alarms.days)
        }
        // The largest value seen has no value above it, so it always qualifies.
        guard let best else { throw Unavailable("the reference holds no value") }
        threshold = best.threshold
        episodes = best.episodes
        alarmDays = best.days
        self.evaluated = evaluated
        years = history.years
    }

    /// The reason why there is no calibrated threshold.
    package struct Unavailable: Error, Equatable, Sendable {
        package let reason: String
        init(_ reason: String) { self.reason = reason }
    }
}

/// The alarm days and episodes of a threshold that falls; every day is looked at once on the whole way down.
struct ThresholdSweep {
    private(set) var days = 0
    private(set) var episodes = 0
    private var isAlarm: [Bool]
    /// The smallest of the last values, as many as must breach in a row: the day is in alarm below it.
    private let rollingMinima: [Double]
    /// Days by ``rollingMinima``, the largest first.
    private let order: [Int]
    private var next = 0
    /// Below this threshold more than the wanted share of the days are in alarm.
    let end: Double

    /// - Parameter share: of alarm days, beyond which nobody wants to know.
    init(_ values: [Double], consecutive: Int, share: Double) {
        let rollingMinima =
            consecutive == 1
            ? values
            : values.indices.map { day in
                day + 1 < consecutive ? -.infinity : values[(day + 1 - consecutive)...day].min() ?? -.infinity
            }
        isAlarm = [Bool](repeating: false, count: values.count)
        let wanted = Int((share * Double(values.count)).rounded(.up)) + 2
        let end = ThresholdSweep.largest(wanted, of: rollingMinima) ?? -.infinity
        order = rollingMinima.indices.filter { rollingMinima[$0] >= end }
            .sorted { rollingMinima[$0] > rollingMinima[$1] }
        self.end = end
        self.rollingMinima = rollingMinima
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

    mutating func lower(to threshold: Double) {
        while next < order.count, rollingMinima[order[next]] > threshold {
            add(order[next])
            next += 1
        }
    }

    /// A day joins the episodes on its sides, and may connect them.
    private mutating func add(_ day: Int) {
        let reach = Episodes.clearGap + 1
        let left = (max(0, day - reach)..<day).last { isAlarm[$0] }
        let right = (min(isAlarm.count, day + 1)..<min(isAlarm.count, day + 1 + reach)).first { isAlarm[$0] }
        isAlarm[day] = true
        days += 1
        switch (left, right) {
        case (nil, nil): episodes += 1
        case (let left?, let right?): if right - left > reach { episodes -= 1 }
        case (_?, nil), (nil, _?): break
        }
    }
}
