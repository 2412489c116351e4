/// A rule whose metric may have doubts about it.
package struct RuleInQuestion {
    let rule: CheckRule
    /// True if all its columns hold numbers.
    let isNumeric: Bool

    package init(_ rule: CheckRule, isNumeric: Bool) {
        self.rule = rule
        self.isNumeric = isNumeric
    }
}
