import Core
import Statistics

extension HitDetails.Base {
    /// Compares predictions with always saying the commoner sign of their labels, by McNemar's exact test: of the labels
    /// that one of the two alone has right, each has half without skill.
    ///
    /// Source: McNemar, 1947. Assumes independent labels given the signs.
    /// - Returns: nil where every label is 0.
    init?(_ pairs: [Ledger.Pair]) {
        let moved = pairs.filter { $0.label.label != 0 }
        guard !moved.isEmpty else { return nil }
        let ups = moved.count { $0.label.label > 0 }
        let isUp = 2 * ups >= moved.count
        let verdicts = moved.map { pair in
            let label = pair.label.label
            return (predicted: pair.prediction.mean * label > 0, sign: (label > 0) == isUp)
        }
        let alone = verdicts.count { $0.predicted && !$0.sign }
        let signAlone = verdicts.count { $0.sign && !$0.predicted }
        let trials = alone + signAlone
        let tail = binomialUpperTail(max(alone, signAlone), trials: trials, probability: 0.5)
        self.init(
            rate: Double(max(ups, moved.count - ups)) / Double(moved.count), isUp: isUp, predictionsAlone: alone,
            signAlone: signAlone, pValue: min(1, 2 * tail))
    }
}
