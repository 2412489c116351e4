package import Core
import Foundation

/// The evidence of an alert, as a store keeps it. What is stored is read when somebody looks at it: a tick reads every
/// incident that is not resolved, and shows few.
package enum StoredEvidence: Equatable, Sendable {
    case figures(CheckEvidence)
    /// A JSON object of figures, or a line that an earlier version of the program wrote.
    case stored(String)

    /// As messages show it.
    package var line: String {
        switch self {
        case .figures(let evidence): evidence.line
        case .stored(let text): StoredEvidence.figures(in: text)?.line ?? text
        }
    }

    private static func figures(in text: String) -> CheckEvidence? {
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        return try? decoder.decode(CheckEvidence.self, from: Data(text.utf8))
    }

    /// The text that a store keeps.
    package func text() throws -> String {
        switch self {
        case .stored(let text): return text
        case .figures(let evidence):
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            encoder.nonConformingFloatEncodingStrategy = .convertToString(
                positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
            return String(decoding: try encoder.encode(evidence), as: UTF8.self)
        }
    }

    package static func == (a: StoredEvidence, b: StoredEvidence) -> Bool {
        switch (a, b) {
        case (.figures(let a), .figures(let b)): a == b
        case (.stored(let a), .stored(let b)): a == b
        case (.figures(let figures), .stored(let text)), (.stored(let text), .figures(let figures)):
            StoredEvidence.figures(in: text) == figures
        }
    }
}
