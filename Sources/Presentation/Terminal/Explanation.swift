package import Core

/// What `explain` shows of one subject, or a diagnosis of a source: drawings of what it rests on, below the verdict
/// where there is one.
package struct Explanation: Sendable {
    /// A bar with its label, and the figure beside it.
    package struct Bar: Sendable {
        let label: String
        let value: Double
        let text: String

        /// - Parameter value: 0 or above; bars are drawn to the largest of their list.
        package init(label: String, value: Double, text: String) {
            self.label = label
            self.value = value
            self.text = text
        }
    }

    /// A point with its band on a common axis, and the place where it should be.
    package struct Interval: Sendable {
        let label: String
        let value: Double
        let band: ClosedRange<Double>
        let expected: Double
        let text: String

        package init(label: String, value: Double, band: ClosedRange<Double>, expected: Double, text: String) {
            self.label = label
            self.value = value
            self.band = band
            self.expected = expected
            self.text = text
        }
    }

    package enum Block: Sendable {
        case bars(title: String, [Bar])
        case intervals(title: String, [Interval])
        /// Values in the order of time; nil where there was none.
        case course(title: String, [Double?], first: String, last: String, unit: MeasuredValue.Unit)
        case table(title: String, [[String]])
        case notes([String])
    }

    let heading: String
    let head: CheckReport.Row?
    let blocks: [Block]

    /// - Parameter head: the verdict, where it is about one.
    package init(heading: String, head: CheckReport.Row? = nil, blocks: [Block]) {
        self.heading = heading
        self.head = head
        self.blocks = blocks
    }

    /// - Parameter width: of the terminal, in characters.
    package func text(_ style: Style, width: Int = 100) -> String {
        var lines = [style.bold(heading)]
        if let head { lines += [""] + head.lines(style, width: width) }
        for block in blocks { lines += [""] + block.lines(style, width: width) }
        return lines.joined(separator: "\n") + "\n"
    }
}

extension Explanation.Block {
    fileprivate func lines(_ style: Style, width: Int) -> [String] {
        switch self {
        case .bars(let title, let bars):
            return ["  " + style.bold(title)] + Explanation.Block.lines(bars, width: width)
        case .intervals(let title, let intervals):
            return ["  " + style.bold(title)] + Explanation.Block.lines(intervals, style, width: width)
        case .course(let title, let values, let first, let last, let unit):
            return ["  " + style.bold(title)]
                + Explanation.Block.course(values, first: first, last: last, unit: unit, width: width)
        case .table(let title, let rows):
            return ["  " + style.bold(title)] + TextTable(rows, left: 1).lines.map { "    \($0)" }
        case .notes(let notes):
            return notes.flatMap { "· \($0)".wrapped(to: width - 4) }.map { "  \($0)" }
        }
    }

    private static func lines(_ bars: [Explanation.Bar], width: Int) -> [String] {
        let labelWidth = bars.map(\.label.count).max() ?? 0
        let textWidth = bars.map(\.text.count).max() ?? 0
        let room = max(8, min(48, width - labelWidth - textWidth - 8))
        let largest = bars.map(\.value).max() ?? 0
        return bars.map { bar in
            let eighths =
                largest > 0 && largest.isFinite && bar.value.isFinite
                ? Int((8 * Double(room) * bar.value / largest).rounded()) : 0
            let partial = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8]
            let drawn = String(repeating: "█", count: eighths / 8) + partial
            return "    \(bar.label.padded(labelWidth))  \(bar.text.paddedLeft(textWidth)) \(drawn)"
        }
    }

    /// Bands as lines, the value as ●, and where it should be as ┃.
    private static func lines(_ intervals: [Explanation.Interval], _ style: Style, width: Int) -> [String] {
        let low = intervals.flatMap { [$0.band.lowerBound, $0.expected, $0.value] }.min() ?? 0
        let high = intervals.flatMap { [$0.band.upperBound, $0.expected, $0.value] }.max() ?? 1
        let labelWidth = intervals.map(\.label.count).max() ?? 0
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
            return "    \(item.label.padded(labelWidth))  \(item.text.paddedLeft(textWidth))  \(String(axis))"
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
