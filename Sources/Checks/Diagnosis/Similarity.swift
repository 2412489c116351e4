import Core
import Statistics
package import TradingCalendar

/// The similarity of the present window to those of the past.
///
/// The distance of two windows is the mean Wasserstein distance of their series, each in standard deviations of the
/// series. It compares distributions, not courses: two windows with the same values in another order are the same.
package struct Similarity: Sendable {
    package struct Period: Sendable {
        package let window: SessionWindow
        package let distance: Double
        /// Where each column stood at its end, and a window later.
        package let course: [Course]
    }

    package struct Course: Sendable {
        package let column: String
        package let end: Double?
        package let later: Double?
        /// True if no value of the column is 0 or below, so that a change has a size in percent.
        package let isPositive: Bool

        /// The later value over the first; nil where that is no size: signs differ, or the first is hardly above 0.
        package var ratio: Double? {
            guard isPositive, let end, let later, end > 0, later / end < 10 else { return nil }
            return later / end
        }
    }

    static let shown = 3
    /// Other windows below which nothing is said of novelty.
    static let minimumWindows = 20

    /// The most similar first; none overlaps another.
    package let periods: [Period]
    /// Windows that were compared, the present one among them.
    package let windows: Int
    /// The share of the other windows that lie nearer to their own nearest than the present one to its; nil where there
    /// is none.
    package let novelty: Double?

    init(_ frame: DiagnosisFrame) {
        let compared = ComparedWindows(frame)
        windows = compared.windows.count
        guard !compared.windows.isEmpty, compared.windows[0] == frame.ranges.window else {
            periods = []
            novelty = nil
            return
        }
        let distances = (0..<compared.windows.count).map { compared.distance(0, $0) }
        var chosen: [Int] = []
        for place in compared.others(of: 0).sorted(by: { (distances[$0], $0) < (distances[$1], $1) })
        where chosen.count < Similarity.shown {
            if !chosen.contains(where: { compared.overlap($0, place) }) { chosen.append(place) }
        }
        periods = chosen.map { place in
            let window = compared.windows[place]
            return Period(window: window, distance: distances[place], course: Similarity.course(frame, after: window))
        }
        let own = chosen.first.map { distances[$0] }
        let nearest = (1..<max(1, compared.windows.count)).compactMap { place in
            compared.others(of: place).map { compared.distance(place, $0) }.min()
        }
        novelty = own.flatMap { own in
            nearest.count < Similarity.minimumWindows ? nil : Double(nearest.count { $0 < own }) / Double(nearest.count)
        }
    }

    private static func course(_ frame: DiagnosisFrame, after window: SessionWindow) -> [Course] {
        let calendar = frame.evidence.timeline.calendar
        let next = calendar.session(window.count, from: window.last).flatMap {
            calendar.window(window.count, endingAt: $0)
        }
        return frame.question.columns.map { column in
            Course(
                column: column, end: frame.last(column, in: window),
                later: next.flatMap { frame.last(column, in: $0) }, isPositive: frame.isPositive(column))
        }
    }
}

/// Windows with the sorted values of every series, for distances between any two.
private struct ComparedWindows {
    /// The present one first.
    let windows: [SessionWindow]
    /// By window, then series.
    private let samples: [[[Double]]]
    private let spreads: [Double]

    init(_ frame: DiagnosisFrame) {
        let least = (frame.question.window + 1) / 2
        let timeline = frame.evidence.timeline
        // A series that never varies, or whose squares are beyond what a number holds, has no distance to anything.
        let members = frame.members.compactMap { member -> (DiagnosisFrame.Member, Double)? in
            let spread = Moments(of: member.values.present(member.values.values.indices)).standardDeviation ?? 0
            return spread > 0 ? (member, spread) : nil
        }
        spreads = members.map(\.1)
        var windows: [SessionWindow] = []
        var samples: [[[Double]]] = []
        for window in frame.windows where !members.isEmpty {
            let values = members.map { $0.0.values.present(timeline.rows(of: window)).sorted() }
            guard values.allSatisfy({ $0.count >= least }) else { continue }
            windows.append(window)
            samples.append(values)
        }
        self.windows = windows
        self.samples = samples
    }

    func overlap(_ a: Int, _ b: Int) -> Bool {
        windows[a].first <= windows[b].last && windows[b].first <= windows[a].last
    }

    func others(of place: Int) -> [Int] { windows.indices.filter { !overlap(place, $0) } }

    func distance(_ a: Int, _ b: Int) -> Double {
        let sum = spreads.indices.reduce(0) {
            $0 + wassersteinDistance(sorted: samples[a][$1], sorted: samples[b][$1]) / spreads[$1]
        }
        return sum / Double(spreads.count)
    }
}
