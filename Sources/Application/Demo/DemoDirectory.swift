import Core
package import Foundation

/// Finds the example that the demo shows.
package enum DemoDirectory {
    private static let example = "Examples/sp500"
    /// A program in a build directory stands a few levels below the checkout.
    private static let levels = 4

    /// - Parameters:
    ///   - current: the directory in which the program was started.
    ///   - program: the path of the program.
    package static func find(from current: URL, program: URL) throws -> URL {
        var places = [current]
        var place = program.resolvingSymlinksInPath().deletingLastPathComponent()
        for _ in 0..<levels {
            place = place.deletingLastPathComponent()
            places.append(place)
        }
        for place in places {
            let candidate = place.appending(path: example)
            if FileManager.default.fileExists(atPath: candidate.path(percentEncoded: false)) { return candidate }
        }
        throw InputFailure(
            path: example, "is not here; say where the example is: bellwether demo --example DIR")
    }
}
