package import Core
package import Reports
import Storage

/// The reason why a use case did not do what was asked. Each interface maps the cases to its own codes, in one place.
package enum ApplicationError: Error, CustomStringConvertible {
    /// A parameter is not what it should be.
    case usage(String)
    /// There is no such thing.
    case notFound(String)
    /// A beginning of an id names several things.
    case ambiguous(String)
    /// The state of the deployment does not allow it.
    case refused(String)
    /// The store is in use, or belongs to something else.
    case conflict(String)
    case policyInvalid(PolicyReport)
    /// A line for each problem.
    case scenarioInvalid(String)
    case inputUnreadable(InputFailure)
    /// There are too few rows to say anything.
    case tooFewRows(String)
    /// Bellwether itself is wrong.
    case defect(any Error)

    /// The case of an error of the modules below.
    package init(_ error: any Error) {
        switch error {
        case let error as ApplicationError: self = error
        case let rows as TooFewRows: self = .tooFewRows(rows.description)
        case let refusal as Refusal: self = .refused(refusal.description)
        case let error as StoreError: self = .conflict(error.description)
        case let failure as InputFailure: self = .inputUnreadable(failure)
        default: self = .defect(error)
        }
    }

    package var description: String {
        switch self {
        case .usage(let text), .notFound(let text), .ambiguous(let text), .refused(let text), .conflict(let text),
            .scenarioInvalid(let text), .tooFewRows(let text):
            text
        case .policyInvalid(let report): "\(report.path) does not validate"
        case .inputUnreadable(let failure): failure.description
        case .defect(let error): "a defect of Bellwether, please report it: \(error)"
        }
    }
}
