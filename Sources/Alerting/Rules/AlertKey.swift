/// Identity of an alert: there is one for each check and subject of a deployment.
package struct AlertKey: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let check: String
    package let subject: String

    package init(check: String, subject: String) {
        self.check = check
        self.subject = subject
    }

    package static func < (a: AlertKey, b: AlertKey) -> Bool { (a.check, a.subject) < (b.check, b.subject) }

    package var description: String { "\(check) \(subject)" }
}
