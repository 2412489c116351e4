import Alerting
import Core
package import Reports

extension StepReport: Presentable {
    package func text(_ style: Style, width: Int) -> String {
        switch self {
        case .ended(let job):
            let report = JobReport(job)
            let output = job.output.isEmpty ? "" : report.outputLines.map { "\($0)\n" }.joined()
            let reason = report.reason.map { ": \($0)" } ?? ""
            return output + "step \(job.step), \(job.title): \(job.state.name)\(reason)".printable + "\n"
        case .waits(let job, let command):
            return "step \(job.step), \(job.title.printable): awaits approval: \(command.printable)\n"
        case .manual(_, let step, let title, let command):
            return "step \(step), by a person: \(title.printable)\nwhen it is done: \(command.printable)\n"
        }
    }
}
