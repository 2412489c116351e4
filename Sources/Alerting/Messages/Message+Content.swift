import Core
package import Foundation

extension Message {
    /// The content of a message; each channel gives it a form of its own.
    package struct Content: Equatable, Sendable {
        package let headline: String
        /// The reason why this is sent now.
        package let why: String
        package let openedAt: Date
        /// The root first.
        package let alerts: [Line]
        package let owners: [String]
        package let firstStep: String

        package init(
            headline: String, why: String, openedAt: Date, alerts: [Line], owners: [String], firstStep: String
        ) {
            self.headline = headline
            self.why = why
            self.openedAt = openedAt
            self.alerts = alerts
            self.owners = owners
            self.firstStep = firstStep
        }
    }
}
