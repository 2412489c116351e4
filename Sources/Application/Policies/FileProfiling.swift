import Core
package import Presentation

/// Profiles files of data.
package enum FileProfiling {
    /// The profile of a file, or its drift against a baseline.
    package static func profile(path: String, baseline: String?) async throws -> ProfileView {
        try await BlockingWork.run { try ProfileView(path: path, baseline: baseline) }
    }
}
