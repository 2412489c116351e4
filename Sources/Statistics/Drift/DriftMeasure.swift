/// A measure of how far a sample has moved from its baseline.
///
/// Adding one is a file in this folder, a case here and reference values in the fixture.
package enum DriftMeasure: String, CaseIterable, Sendable {
    case psi
    case kolmogorovSmirnov = "ks"
    case wasserstein
    case energy
    case andersonDarling = "anderson_darling"
    case jensenShannon = "jensen_shannon"
    case hellinger
    case chiSquare = "chi_square"
    case lInfinity = "l_infinity"

    /// True if the measure compares categories by name rather than numbers by size.
    package var isForCategories: Bool { self == .chiSquare || self == .lInfinity }

    /// True if the measure works on counts in bins.
    package var isBinned: Bool { self == .psi || self == .jensenShannon || self == .hellinger }

    /// nil for a measure without bins.
    func value(of distances: BinnedDistances) -> Double? {
        switch self {
        case .psi: distances.populationStabilityIndex
        case .jensenShannon: distances.jensenShannon
        case .hellinger: distances.hellinger
        case .kolmogorovSmirnov, .wasserstein, .energy, .andersonDarling, .chiSquare, .lInfinity: nil
        }
    }
}
