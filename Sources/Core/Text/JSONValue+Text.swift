extension JSONValue {
    /// The document on one line, without white space.
    package var compact: String { text(.compact) }

    /// The document for people, indented and with a final newline.
    package func text() -> String { text(.indented) + "\n" }

    private func text(_ style: JSONWriter.Style) -> String {
        var writer = JSONWriter(style)
        writer.write(self)
        return writer.text
    }
}
