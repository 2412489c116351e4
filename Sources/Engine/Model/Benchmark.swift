/// A simple forecast beside the model's.
package struct Benchmark: Sendable {
    package let name: String
    package let forecasts: [Double]
}
