import TradingCalendar

/// The day on which each row of a file came: its own where that fits the rows around it, else theirs.
///
/// Files grow at their end, or at their top where the newest row comes first. A row whose date is wrong, a year back
/// for example, is by that date among rows that were judged long ago; by its place it is new.
struct RowArrivals: Sendable {
    /// One a row; nil where no row of the file can be dated.
    let days: [Day?]
    /// True if every row has a day that fits.
    let areOwn: Bool

    /// - Parameters:
    ///   - days: the day that each row is about, in the order of the file; nil where it cannot be read.
    ///   - groups: rows that grow on their own, as those of one ticker; asked for where the file as a whole is in no
    ///     order.
    init(_ days: [Day?], groups: () -> [[Int]]) {
        guard !RowArrivals.ascend(days) else {
            self.days = days
            areOwn = true
            return
        }
        var placement = Placement(days)
        if !placement.place(Array(days.indices), allowingMisfits: false) {
            for group in groups() where !placement.place(group, allowingMisfits: true) { placement.keep(group) }
        }
        self.days = placement.arrivals
        areOwn = placement.areOwn
    }

    /// True if every row has a day, and none is earlier than the one before; asked of each file.
    private static func ascend(_ days: [Day?]) -> Bool {
        var last: Day?
        for day in days {
            guard let day, last.map({ $0 <= day }) ?? true else { return false }
            last = day
        }
        return true
    }

    private struct Placement {
        private let days: [Day?]
        private(set) var arrivals: [Day?]
        private(set) var areOwn = true

        /// More misfits than these, or than a tenth of the rows, and the rows are in no order.
        private static let fewMisfits = 2

        init(_ days: [Day?]) {
            self.days = days
            arrivals = days
        }

        /// - Returns: false where the rows are in no order.
        mutating func place(_ rows: [Int], allowingMisfits: Bool) -> Bool {
            let dated = rows.compactMap { row in days[row].map { (row: row, day: $0) } }
            let steps = zip(dated, dated.dropFirst())
            let rises = steps.count { $0.day < $1.day }
            let falls = steps.count { $0.day > $1.day }
            // The newest row may come first.
            let isFalling = falls > rises
            guard allowingMisfits || min(rises, falls) == 0 else { return false }
            let inTime = isFalling ? dated.reversed() : dated
            let fitting =
                min(rises, falls) == 0
                ? Array(inTime.indices) : longestAscent(inTime.map(\.day))
            guard dated.count - fitting.count <= max(Placement.fewMisfits, dated.count / 10) else { return false }
            areOwn = areOwn && fitting.count == rows.count
            var isFitting = Set<Int>()
            if fitting.count < rows.count { isFitting = Set(fitting.map { inTime[$0].row }) }
            if !isFitting.isEmpty { fit(isFalling ? rows.reversed() : rows, isFitting: isFitting) }
            return true
        }

        /// Moves the rows that do not fit between those before and after them that do.
        private mutating func fit(_ rows: [Int], isFitting: Set<Int>) {
            var next: [Day?] = []
            var later: Day?
            for row in rows.reversed() {
                if isFitting.contains(row) { later = days[row] }
                next.append(later)
            }
            var earlier: Day?
            for (row, later) in zip(rows, next.reversed()) {
                if isFitting.contains(row) {
                    earlier = days[row]
                } else if let day = days[row] {
                    let notBefore = earlier.map { max($0, day) } ?? day
                    arrivals[row] = later.map { min($0, notBefore) } ?? notBefore
                } else {
                    arrivals[row] = earlier ?? later
                }
            }
        }

        /// Leaves rows that are in no order on their own days; one without a day goes with the row before it, at the top
        /// with the first that has one.
        mutating func keep(_ rows: [Int]) {
            var previous = rows.lazy.compactMap { [days] in days[$0] }.first
            for row in rows {
                if days[row] == nil { areOwn = false }
                previous = days[row] ?? previous
                arrivals[row] = previous
            }
        }
    }
}

/// Positions of a longest subsequence that never falls (Fredman, 1975), ascending.
private func longestAscent(_ days: [Day]) -> [Int] {
    // The position of the smallest last day of a subsequence of each length.
    var ends: [Int] = []
    var before = [Int?](repeating: nil, count: days.count)
    for (position, day) in days.enumerated() {
        var (low, high) = (0, ends.count)
        while low < high {
            let middle = (low + high) / 2
            if days[ends[middle]] <= day { low = middle + 1 } else { high = middle }
        }
        before[position] = low > 0 ? ends[low - 1] : nil
        if low < ends.count { ends[low] = position } else { ends.append(position) }
    }
    var chain: [Int] = []
    var position = ends.last
    while let found = position {
        chain.append(found)
        position = before[found]
    }
    return chain.reversed()
}
