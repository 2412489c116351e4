import Alerting
import Lifecycle

/// The result of a runbook's action.
struct ActionResult: Sendable {
    let result: StepResult
    /// The changes beside its own job; written with its end.
    let freezes: FreezeRules.Change?

    init(_ result: StepResult, freezes: FreezeRules.Change? = nil) {
        self.result = result
        self.freezes = freezes
    }

    init(_ ending: StepResult.Ending) { self.init(StepResult(ending, output: "")) }
}
