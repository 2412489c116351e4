import ArgumentParser
import Presentation
import Reports

/// Prints the result of asking for a step of a runbook, and ends with its exit code.
struct StepOutput {
    let format: Output.Format

    func write(_ report: StepReport) throws {
        try Output.write(report, format)
        switch report {
        case .ended where !report.isDone: throw ExitCode(2)
        case .waits, .manual: throw ExitCode(1)
        case .ended: break
        }
    }
}
