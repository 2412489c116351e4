/// The loss that is compared, and with whom.
package struct SkillQuestion: Hashable, Sendable {
    package let score: SkillScore
    package let benchmark: SkillBenchmark
}
