package import Core

/// A rule whose metric may have doubts about it.
package struct RuleInQuestion {
    let rule: CheckRule
    /// True if all its columns hold numbers.
    let isNumeric: Bool
    /// nil where nothing is known of its rows.
    package let sample: RuleSample?

    package init(_ rule: CheckRule, isNumeric: Bool, sample: RuleSample?) {
        self.rule = rule
        self.isNumeric = isNumeric
        self.sample = sample
    }

    /// A bound that is so many times as large, or small, is no correction of the one that was written.
    private static let furthest = 5.0

    /// The limits with the nearest round bounds that few days of the history pass, and that `isFit` accepts: none is
    /// recommended that would be doubted. nil where there are none.
    package func calmLimits(_ isFit: (Threshold) -> Bool) -> String? {
        var texts: [String] = []
        var last: Double?
        for (verdict, limit) in rule.limits.reversed() {
            guard case .threshold(let threshold) = limit else { return nil }
            let side = threshold.side
            let bounds: [Double]
            if let last, side == .above ? last >= threshold.bound : last <= threshold.bound {
                bounds = RoundBounds.beyond(last, side)
            } else {
                bounds = [threshold.bound] + RoundBounds.beyond(threshold.bound, side)
            }
            let isNear = { (bound: Double) in
                max(bound / threshold.bound, threshold.bound / bound) <= RuleInQuestion.furthest
            }
            let fit = bounds.prefix { $0 == threshold.bound || isNear($0) }.first { bound in
                let threshold = Threshold(side, bound)
                return (!rule.metric.has(.proportion) || (0...1).contains(bound)) && sample?.isRare(threshold) ?? true
                    && isFit(threshold)
            }
            guard let fit else { return nil }
            texts.append("\(verdict.rawValue): \(Threshold(side, fit))")
            last = fit
        }
        return texts.isEmpty ? nil : texts.joined(separator: ", ")
    }
}
