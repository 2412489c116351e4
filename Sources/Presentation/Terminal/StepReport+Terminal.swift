import Alerting
package import Reports

extension StepReport: Presentable {
    package func text(_ style: Style, width: Int) -> String {
        switch self {
        case .ended(let job):
            let report = JobReport(job)
            let output = job.output.isEmpty ? "" : report.outputLines.map { "\($0)\n" }.joined()
            let reason = report.reason.map { ": \($0)" } ?? ""
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
