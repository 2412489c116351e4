import Core

/// A verdict where there is one, and below it charts, tables and notes.
struct Drawing: Sendable {
    /// A bar with its label, and the figure beside it.
    struct Bar: Sendable {
        let label: String
        /// 0 or above; bars are drawn to the largest of their list.
        let value: Double
        let text: String
    }

    /// A point with its band on a common axis, and the place where it should be.
    struct Interval: Sendable {
        let label: String
        let value: Double
        let band: ClosedRange<Double>
        let expected: Double
        let text: String
    }

    enum Block: Sendable {
        case bars(title: String, [Bar])
        case intervals(title: String, [Interval])
        /// Values in the order of time; nil where there was none.
        case course(title: String, [Double?], first: String, last: String, unit: MeasuredValue.Unit)
        case table(title: String, [[String]])
        case notes([String])
    }

    let heading: String
    let result: CheckResult?
    let blocks: [Block]

    /// - Parameter result: the verdict, where it is about one.
    init(heading: String, result: CheckResult? = nil, blocks: [Block]) {
        self.heading = heading
        self.result = result
        self.blocks = blocks
    }

    /// - Parameter width: of the terminal, in characters.
    func text(_ style: Style, width: Int) -> String {
        var lines = [style.bold(heading)]
        if let result { lines += [""] + result.lines(style, width: width) }
        for block in blocks { lines += [""] + block.lines(style, width: width) }
        return lines.joined(separator: "\n") + "\n"
    }
}

extension Drawing.Block {
    fileprivate func lines(_ style: Style, width: Int) -> [String] {
        switch self {
        case .bars(let title, let bars):
            return ["  " + style.bold(title)] + Drawing.Block.lines(bars, width: width)
        case .intervals(let title, let intervals):
            return ["  " + style.bold(title)] + Drawing.Block.lines(intervals, style, width: width)
        case .course(let title, let values, let first, let last, let unit):
            return ["  " + style.bold(title)]
                + Drawing.Block.course(values, first: first, last: last, unit: unit, width: width)
        case .table(let title, let rows):
            return ["  " + style.bold(title)] + TextTable(rows, left: 1).lines.map { "    \($0)" }
        case .notes(let notes):
            return notes.flatMap { "· \($0)".wrapped(to: width - 4) }.map { "  \($0)" }
        }
    }

    private static func lines(_ bars: [Drawing.Bar], width: Int) -> [String] {
        let labelWidth = bars.map(\.label.printable.count).max() ?? 0
        let textWidth = bars.map(\.text.count).max() ?? 0
        let room = max(8, min(48, width - labelWidth - textWidth - 8))
        let largest = bars.map(\.value).max() ?? 0
        return bars.map { bar in
            let eighths =
                largest > 0 && largest.isFinite && bar.value.isFinite
                ? Int((8 * Double(room) * bar.value / largest).rounded()) : 0
            let partial = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8]
            let drawn = String(repeating: "█", count: eighths / 8) + partial
            return "    \(bar.label.printable.padded(labelWidth))  \(bar.text.paddedLeft(textWidth)) \(drawn)"
        }
    }

    /// Bands as lines, the value as ●, and where it should be as ┃.
    private static func lines(_ intervals: [Drawing.Interval], _ style: Style, width: Int) -> [String] {
        let low = intervals.flatMap { [$0.band.lowerBound, $0.expected, $0.value] }.min() ?? 0
        let high = intervals.flatMap { [$0.band.upperBound, $0.expected, $0.value] }.max() ?? 1
        let labelWidth = intervals.map(\.label.printable.count).max() ?? 0
        let textWidth = intervals.map(\.text.count).max() ?? 0
        let room = max(16, min(60, width - labelWidth - textWidth - 10))
        func place(_ value: Double) -> Int {
            high > low && (high - low).isFinite
                ? min(room - 1, Int((Double(room - 1) * (value - low) / (high - low)).rounded())) : 0
        }
        var lines = intervals.map { item -> String in
            var axis = [Character](repeating: " ", count: room)
            for at in place(item.band.lowerBound)...place(item.band.upperBound) { axis[at] = "─" }
            axis[place(item.value)] = "●"
            axis[place(item.expected)] = axis[place(item.expected)] == "●" ? "◉" : "┃"
            return "    \(item.label.printable.padded(labelWidth))  \(item.text.paddedLeft(textWidth))  \(String(axis))"
        }
        let indent = String(repeating: " ", count: labelWidth + textWidth + 8)
        lines.append(style.dim(indent + "\(low.shortText)".padded(room - high.shortText.count) + high.shortText))
        lines.append(style.dim(indent + "● came true, with its 95 % band   ┃ was forecast"))
        return lines
    }

    /// Values as columns of eight heights, several sessions to a column where there are more than fit.
    private static func course(
        _ values: [Double?], first: String, last: String, unit: MeasuredValue.Unit, width: Int
    ) -> [String] {
        let present = values.compactMap { $0 }
        guard let low = present.min(), let high = present.max(), (high - low).isFinite else {
            return ["    no session of it has a value"]
        }
        let room = max(16, min(84, width - 8))
        let columns = min(room, values.count)
        let drawn = (0..<columns).map { column -> Character in
            let part = values[column * values.count / columns..<(column + 1) * values.count / columns]
            guard let top = part.compactMap({ $0 }).max() else { return " " }
            let height = high > low ? (top - low) / (high - low) : 0
            return Array("▁▂▃▄▅▆▇█")[min(7, Int(height * 8))]
        }
        return [
            "    " + String(drawn), "    " + first.padded(max(first.count + 1, columns - last.count)) + last,
            "    from \(unit.text(low)) to \(unit.text(high))",
        ]
    }
}
