import Core
package import Reports

/// Profiles files of data.
package enum FileProfiling {
    /// The profile of a file, or its drift against a baseline.
    package static func profile(path: String, baseline: String?) async throws -> ProfileReport {
        try await BlockingWork.run { try ProfileReport(path: path, baseline: baseline) }
    }
}
