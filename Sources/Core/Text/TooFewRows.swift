/// There are no rows, or too few, to say anything.
package struct TooFewRows: Error, Equatable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) { self.description = description }
}
