import Alerting
import Application
import ArgumentParser
import Core
import Presentation

/// Prints the result of asking for a step of a runbook, and ends with its exit code.
struct StepOutput {
    let format: Output.Format

    func write(_ outcome: StepOutcome) throws {
        switch format {
        case .json: try Output.write(json(outcome))
        case .text: try Output.write(text(outcome))
        }
        switch outcome {
        case .ended where !outcome.isDone: throw ExitCode(2)
        case .waits, .manual: throw ExitCode(1)
        case .ended: break
        }
    }

    private func json(_ outcome: StepOutcome) -> JSONValue {
        switch outcome {
        case .ended(let job), .waits(let job): ["job": job.json(state: job.state.name)]
        case .manual(let incident, let step, let title):
            ["job": .null, "manual": .string(title), "step": .integer(step), "incident": .string(incident)]
        }
    }

    private func text(_ outcome: StepOutcome) -> String {
        switch outcome {
        case .ended(let job):
            let output = job.output.isEmpty ? "" : job.outputLines.map { "\($0)\n" }.joined()
            let reason: String = if case .failed(_, let why) = job.state { ": \(why)" } else { "" }
            return output + "step \(job.step), \(job.title): \(job.state.name)\(reason)".printable + "\n"
        case .waits(let job):
            let command = "bellwether runbook approve \(job.incident) --step \(job.step)"
            return "step \(job.step), \(job.title): awaits approval: \(command)\n"
        case .manual(let incident, let step, let title):
            let command = "bellwether runbook done \(incident) --step \(step)"
            return "step \(step), by a person: \(title.printable)\nwhen it is done: \(command)\n"
        }
    }
}
