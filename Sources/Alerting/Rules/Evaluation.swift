package import Core
package import TradingCalendar

/// The verdict of a check on one subject as of one occasion.
package struct Evaluation: Sendable {
    package let occasion: Occasion
    package let result: CheckResult

    package init(_ result: CheckResult, about occasion: Occasion) {
        self.occasion = occasion
        self.result = result
    }
}
