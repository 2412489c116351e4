package import Alerting
import Core
import Foundation
package import Logging
import Presentation
import TradingCalendar

/// Writes each event as one line, as text or JSON, without the secrets of channels.
package struct LineLogHandler: LogHandler {
    package var metadata: Logger.Metadata = [:]
    package var logLevel: Logger.Level
    private let label: String
    private let redactor: SecretRedactor
    private let destination: LogDestination

    package init(label: String, redactor: SecretRedactor, destination: LogDestination) {
        self.label = label
        self.redactor = redactor
        self.destination = destination
        logLevel = destination.settings.level
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        var metadata = metadata.merging(event.metadata ?? [:]) { $1 }
        if let error = event.error { metadata["error"] = .string("\(error)") }
        let time = Timestamp.text(destination.clock.now())
        let message = redactor.redacted(event.message.description)
        let fields = metadata.map { (redactor.redacted($0), json($1)) }.sorted { $0.0 < $1.0 }
        switch destination.settings.format {
        case .text:
            let words = [time, event.level.rawValue, label, message.printable] + fields.map { "\($0)=\(text($1))" }
            destination.write(words.joined(separator: " "))
        case .json:
            let object: JSONValue = [
                "time": .string(time), "level": .string(event.level.rawValue), "label": .string(label),
                "message": .string(message),
                "metadata": .object(Dictionary(fields) { first, _ in first }),
            ]
            destination.write(object.compact)
        }
    }

    /// The value with every text in it redacted, before anything is quoted: a quoted secret would not be found.
    private func json(_ value: Logger.Metadata.Value) -> JSONValue {
        switch value {
        case .string(let text): .string(redactor.redacted(text))
        case .stringConvertible(let value):
            (value as? Int).map(JSONValue.integer) ?? .string(redactor.redacted(value.description))
        case .array(let values): .array(values.map(json))
        case .dictionary(let values):
            .object(Dictionary(values.map { (redactor.redacted($0), json($1)) }) { first, _ in first })
        }
    }

    /// A word where it can be one, else quoted as in JSON.
    private func text(_ value: JSONValue) -> String {
        guard case .string(let text) = value, !text.isEmpty, text == text.printable,
            !text.contains(where: { $0.isWhitespace || $0 == "\"" || $0 == "=" })
        else { return value.compact }
        return text
    }
}
