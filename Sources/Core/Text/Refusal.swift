/// The reason why a command cannot be followed.
package struct Refusal: Error, Equatable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) { self.description = description }
}
