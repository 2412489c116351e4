package import Core
package import Reports

extension StepReport: JSONConvertible {
    package var json: JSONValue {
        switch self {
        case .ended(let job), .waits(let job, _): .fields(["job": JobReport(job)])
        case .manual(let incident, let step, let title, _):
            .fields(["job": JSONValue.null, "manual": title, "step": step, "incident": incident])
        }
    }
}
