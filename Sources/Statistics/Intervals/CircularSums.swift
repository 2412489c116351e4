/// Sums over circular blocks of a sample, each at the cost of a subtraction, so that resampling a hundred thousand rows
/// takes no longer than drawing their blocks.
package struct CircularSums: Sendable {
    /// Running sums over the sample and once more over its first block.
    private let running: [Double]
    package let count: Int
    package let blockLength: Int

    /// - Parameter values: at least one.
    package init(_ values: [Double]) {
        count = values.count
        blockLength = CircularBlockBootstrap.blockLength(rows: values.count)
        var running = [0.0]
        running.reserveCapacity(values.count + blockLength + 1)
        var sum = 0.0
        for value in values {
            sum += value
            running.append(sum)
        }
        for place in 0..<blockLength {
            sum += values[place]
            running.append(sum)
        }
        self.running = running
    }

    /// The sum of a number of rows, at most a block, from a row on, around the end.
    package func block(from start: Int, rows: Int) -> Double { running[start + rows] - running[start] }

    /// The sum of a resample whose blocks begin at these rows; the last is cut so that as many rows are drawn as there
    /// are.
    package func resample(_ starts: [Int]) -> Double {
        var sum = 0.0
        for (place, start) in starts.enumerated() {
            sum += block(from: start, rows: min(blockLength, count - place * blockLength))
        }
        return sum
    }
}
