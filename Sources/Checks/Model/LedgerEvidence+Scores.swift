import Core
import Statistics

/// A shift of the errors as proper scores see it.
extension LedgerEvidence {
    /// The errors over σ of the pairs that have one.
    var scaledErrors: ArraySlice<Double> { errors(.scaledRmse).filter { !$0.isNaN }[...] }

    /// The score of a pair whose error is larger by some σ.
    func term(of score: NormalScore, _ row: Int, shifted size: Double) -> Double {
        let pairs = series.pairs
        let sigma = pairs.number(.sigma, row)
        return score(error: pairs.mean(row) - pairs.label(row) + size * sigma, sigma: sigma)
    }
}
