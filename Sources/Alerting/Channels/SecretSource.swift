import Foundation

/// The place where secrets are: the environment, and files.
package struct SecretSource: Sendable {
    let environment: [String: String]
    let read: @Sendable (String) -> String?

    /// - Parameters:
    ///   - environment: the values of `${NAME}`.
    ///   - read: the text of a file by its path as written in the policy.
    package init(environment: [String: String], read: @escaping @Sendable (String) -> String?) {
        self.environment = environment
        self.read = read
    }
}

extension SecretReference {
    /// The value that a reference stands for, with empty text in place of everything that is not set.
    func value(from source: SecretSource) -> String {
        switch self.source {
        case .template(let template):
            variables.reduce(template) { $0.replacing("${\($1)}", with: source.environment[$1] ?? "") }
        case .file(let path): source.read(path)?.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
        }
    }

    /// The reference as it is written in the policy.
    var asWritten: String {
        switch source {
        case .template(let template): template
        case .file(let path): "{file: \(path)}"
        }
    }

    /// Why there is no value, once for each thing that is not set.
    func gaps(in source: SecretSource) -> [String] {
        switch self.source {
        case .template:
            variables.filter { source.environment[$0, default: ""].isEmpty }
                .map { "is in the environment variable \($0), which is not set" }
        case .file(let path):
            value(from: source).isEmpty ? ["is in the file \(path), which cannot be read or is empty"] : []
        }
    }
}
