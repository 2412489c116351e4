/// Why nothing can be said: there are no rows, or too few.
package struct TooFewRows: Error, Equatable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) { self.description = description }
}
