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

    /// The value of an environment variable; empty where there is none.
    func variable(_ name: String) -> String { SecretSource.trimmed(environment[name]) }

    /// Files and programs that write secrets end them with a newline, which is no part of them.
    fileprivate static func trimmed(_ text: String?) -> String {
        text?.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
    }
}

extension SecretReference {
    /// The value that a reference stands for, with empty text in place of everything that is not set.
    func value(from source: SecretSource) -> String {
        switch self.source {
        case .template: filled(source.variable)
        case .file: SecretSource.trimmed(source.read(filled(source.variable)))
        }
    }

    /// The text, or the path of the file, with something in place of each variable.
    package func filled(_ value: (String) -> String) -> String {
        switch source {
        case .template(let text), .file(let text):
            variables.reduce(text) { $0.replacing("${\($1)}", with: value($1)) }
        }
    }

    /// The path of the file that it names; nil where it names none, or a variable of the path is not set.
    package func path(from source: SecretSource) -> String? {
        guard case .file = self.source, variables.allSatisfy({ !source.variable($0).isEmpty }) else { return nil }
        return filled(source.variable)
    }

    /// The reference as it is written in the policy.
    var asWritten: String {
        switch source {
        case .template(let template): template
        case .file(let path): "{file: \(path)}"
        }
    }

    /// The reason why there is no value, once for each thing that is not set.
    func gaps(in source: SecretSource) -> [String] {
        let unset = variables.filter { source.variable($0).isEmpty }
        switch self.source {
        case .template: return unset.map { "is in the environment variable \($0), which is not set" }
        case .file(let path):
            guard unset.isEmpty else {
                return unset.map { "is in the file \(path), and the environment variable \($0) is not set" }
            }
            return value(from: source).isEmpty ? ["is in the file \(path), which cannot be read or is empty"] : []
        }
    }
}
