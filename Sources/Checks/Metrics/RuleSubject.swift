/// A rule and one of its subjects.
struct RuleSubject {
    let rule: CheckRule
    let subject: CheckRule.Subject
}
