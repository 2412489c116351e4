package import Core

/// The bound that a rule compares a measurement with: the text behind `warning:` or `critical:`.
package enum Limit: Equatable, Sendable {
    /// `above 0.3`
    case threshold(Threshold)
    /// `budget 2 a year`: the calibrated threshold.
    case budget(AlertBudget)
    /// `p_value below 0.01`
    case pValue(below: Double)
    /// `any`, or a list of kinds of findings.
    case findings([Finding.Kind])

    package var isBudget: Bool { if case .budget = self { true } else { false } }

    /// A number, or a percentage such as `20%`.
    static func number(_ text: String) -> (value: Double, isPercent: Bool)? {
        let isPercent = text.hasSuffix("%")
        return PolicyFields.number(String(isPercent ? text.dropLast() : text[...])).map { ($0, isPercent) }
    }

    /// Reads everything but a list of findings.
    /// - Parameters:
    ///   - percent: a bound of 1 % in the metric's unit; nil where percent have no meaning.
    ///   - maximumPerYear: the largest budget: every session of a year.
    package init?(_ text: String, percent: Double?, maximumPerYear: Double) {
        let words = text.split(separator: " ").map(String.init)
        if words == ["any"] {
            self = .findings(Finding.Kind.allCases)
        } else if words.count == 2, let side = Threshold.Side(rawValue: words[0]),
            let bound = Limit.number(words[1]), let unit = bound.isPercent ? percent : 1
        {
            // A division, so that 45 % is the number that 0.45 reads as.
            self = .threshold(Threshold(side, unit == 0.01 ? bound.value / 100 : bound.value))
        } else if words.count == 3, words[0] == "p_value", words[1] == "below",
            let bound = PolicyFields.number(words[2]),
            bound > 0, bound < 1
        {
            self = .pValue(below: bound)
        } else if let budget = Limit.budget(text, maximumPerYear: maximumPerYear) {
            self = .budget(budget)
        } else {
            return nil
        }
    }

    /// `budget 2 a year`, and how many days at most where the usual share is not meant.
    private static func budget(_ text: String, maximumPerYear: Double) -> AlertBudget? {
        guard
            let match = text.wholeMatch(
                of: /\s*budget\s+(\S+)\s+a\s+year(?:\s*,\s*at\s+most\s+([^\s%]+)\s*%\s+of\s+days)?\s*/),
            let rate = PolicyFields.number(String(match.output.1)), rate > 0, rate <= maximumPerYear
        else { return nil }
        guard let written = match.output.2 else { return AlertBudget(perYear: rate) }
        guard let share = PolicyFields.number(String(written)), share > 0, share < 100 else { return nil }
        return AlertBudget(perYear: rate, mostPercentOfDays: share)
    }
}
