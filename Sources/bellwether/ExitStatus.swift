import Application
import ArgumentParser
import Core

/// The exit codes of failures, beside those of verdicts. They follow sysexits.
enum ExitStatus: Int32 {
    /// As of a check that has no data.
    case noData = 3
    /// Something is undelivered for good: of `tick` and `outbox` a message, of `routes test --send` a test.
    case undelivered = 4
    case usage = 64
    case dataError = 65
    case noInput = 66
    case defect = 70

    init(_ error: ApplicationError) {
        switch error {
        case .usage, .notFound, .ambiguous, .refused: self = .usage
        case .policyInvalid, .scenarioInvalid: self = .dataError
        case .conflict, .inputUnreadable: self = .noInput
        case .tooFewRows: self = .noData
        case .defect: self = .defect
        }
    }
}
