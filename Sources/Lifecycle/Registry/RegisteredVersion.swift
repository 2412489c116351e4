package import Foundation
package import TradingCalendar

/// A trained version of a model, as the registry knows it.
package struct RegisteredVersion: Equatable, Sendable {
    /// The rows that the artifact that serves was trained on, by the sessions of the first and last.
    package struct Training: Equatable, Sendable {
        package let first: Day
        package let last: Day
        package let count: Int

        package init(first: Day, last: Day, count: Int) {
            self.first = first
            self.last = last
            self.count = count
        }
    }

    /// The digest of the artifact that serves.
    package let id: String
    package let recipe: String
    /// The session at whose due instant it was trained.
    package let refit: Day
    package let trainedAt: Date
    package let training: Training
    /// The digest of the artifact that is compared; nil where there were too few rows for one.
    package let gated: String?

    package init(
        id: String, recipe: String, refit: Day, trainedAt: Date, training: Training, gated: String?
    ) {
        self.id = id
        self.recipe = recipe
        self.refit = refit
        self.trainedAt = trainedAt
        self.training = training
        self.gated = gated
    }
}
