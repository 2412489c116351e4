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

    /// The sums of as many resamples as the bootstrap draws.
    package func resamples(generator: inout SplitMix64) -> [Double] {
        let starts = (count + blockLength - 1) / blockLength
        let rest = count - (starts - 1) * blockLength
        return running.withUnsafeBufferPointer { running in
            (0..<CircularBlockBootstrap.resamples).map { _ in
                var sum = 0.0
                for _ in 1..<starts {
                    let start = generator.index(below: count)
                    sum += running[start + blockLength] - running[start]
                }
                let start = generator.index(below: count)
                return sum + (running[start + rest] - running[start])
            }
        }
    }

    /// The mean of each resample and its standard error from the means of its drawn blocks, as many as the bootstrap
    /// draws.
    func studentised(generator: inout SplitMix64, _ body: (_ mean: Double, _ error: Double) -> Void) {
        let places = (count + blockLength - 1) / blockLength
        let rest = count - (places - 1) * blockLength
        let n = Double(count)
        let k = Double(places)
        var drawn = [Double](repeating: 0, count: places)
        running.withUnsafeBufferPointer { running in
            drawn.withUnsafeMutableBufferPointer { drawn in
                for _ in 0..<CircularBlockBootstrap.resamples {
                    var sum = 0.0
                    for place in 0..<places {
                        let start = generator.index(below: count)
                        drawn[place] = running[start + (place < places - 1 ? blockLength : rest)] - running[start]
                        sum += drawn[place]
                    }
                    let mean = sum / n
                    var spread = 0.0
                    for place in 0..<places {
                        let rows = place < places - 1 ? blockLength : rest
                        let deviation = (drawn[place] - Double(rows) * mean) / n
                        spread += deviation * deviation
                    }
                    body(mean, (k / (k - 1) * spread).squareRoot())
                }
            }
        }
    }

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
