import Core

/// The values that the words of a reason are made of.
struct Wording {
    let metric: String
    let value: Double
    /// The value in its unit.
    let text: String
    let sample: Int
    let sampleNoun: String
    let isRelative: Bool
    /// The benchmark that skill compares with.
    var benchmark: String?

    /// `63 rows`
    var counted: String { sample.counted(sampleNoun) }
}
