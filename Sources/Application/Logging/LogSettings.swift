import Logging

/// The settings of the log, from the environment of the process.
package struct LogSettings: Sendable {
    /// The form of a line.
    package enum Format: String, Sendable, CaseIterable {
        case text
        case json
    }

    let level: Logger.Level
    let format: Format

    /// Reads `BELLWETHER_LOG`, the lowest level that is written, and `BELLWETHER_LOG_FORMAT`.
    ///
    /// An empty value is none.
    package init(environment: [String: String]) throws(ApplicationError) {
        func setting<Value: RawRepresentable & CaseIterable>(
            _ name: String, or standard: Value
        ) throws(ApplicationError) -> Value where Value.RawValue == String {
            guard let text = environment[name], !text.isEmpty else { return standard }
            return try Parameter(name, text).choice(Value.self)
        }
        level = try setting("BELLWETHER_LOG", or: Logger.Level.warning)
        format = try setting("BELLWETHER_LOG_FORMAT", or: Format.text)
    }
}
