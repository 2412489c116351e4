/// `budget 2 a year, at most 5 % of days`: as many alerts as a rule may open, and as many days as it may be past its
/// threshold.
package struct AlertBudget: Codable, Equatable, Sendable {
    package let perYear: Double
    /// Without it a rule that is always on would do: it opens one alert.
    package let mostPercentOfDays: Double

    package static let usualPercentOfDays = 5.0

    package init(perYear: Double, mostPercentOfDays: Double = AlertBudget.usualPercentOfDays) {
        self.perYear = perYear
        self.mostPercentOfDays = mostPercentOfDays
    }
}

extension AlertBudget: CustomStringConvertible {
    /// The number, with the share of days.
    package var description: String { "\(number), at most \(mostPercentOfDays.shortText) % of days" }

    package var number: String { "budget \(perYear.shortText) a year" }
}
