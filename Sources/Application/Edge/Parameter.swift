/// A text that a caller wrote, with the name under which they wrote it, so that an error can name it.
package struct Parameter: Sendable {
    let name: String
    let text: String

    package init(_ name: String, _ text: String) {
        self.name = name
        self.text = text
    }

    /// - Returns: nil where the caller wrote nothing.
    package init?(_ name: String, _ text: String?) {
        guard let text else { return nil }
        self.init(name, text)
    }
}
