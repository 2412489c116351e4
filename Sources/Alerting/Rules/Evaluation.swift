package import Core
package import TradingCalendar

/// The verdict of a check on one subject as of one occasion.
package struct Evaluation: Sendable {
    package let occasion: Occasion
    package let result: CheckResult
    /// The rows and the settings that it rests on; nil where it is not judged again when they change.
    package let content: Fingerprint?

    package init(_ result: CheckResult, about occasion: Occasion, content: Fingerprint? = nil) {
        self.occasion = occasion
        self.result = result
        self.content = content
    }
}
