package import Core
package import Statistics

/// A metric of the catalogue: what can stand behind `metric:` in a policy.
package struct Metric: Equatable, Sendable {
    package enum Kind: Equatable, Sendable {
        case schema
        case nullPercent
        case sessionsBehind
        case drift(DriftMeasure)
        case relation
    }

    /// What `of:` names.
    package enum Subject: String, Sendable {
        case source = "a source"
        case columns = "one column or several"
        case pair = "a pair {y: …, x: …} of columns"
    }

    package let name: String
    package let kind: Kind
    package let layer: Layer
    package let subject: Subject
    /// Whether it is measured over a window of sessions.
    package let isWindowed: Bool
    package let unit: String
    /// The sample below which it is not judged, in words.
    package let minimumSample: String
    package let definition: String
    /// A row of a policy that uses it.
    package let example: String

    /// Whether it compares with a baseline.
    package var hasBaseline: Bool {
        switch kind {
        case .drift, .relation: true
        case .schema, .nullPercent, .sessionsBehind: false
        }
    }

    /// Whether a p-value can be judged.
    package var hasPValue: Bool {
        if case .drift(let measure) = kind { [.psi, .kolmogorovSmirnov, .chiSquare].contains(measure) } else { false }
    }

    /// Whether it has an interval that `judge: evidence` can look at.
    package var hasInterval: Bool { kind == .nullPercent || kind == .relation }
}
