package import Core
import Foundation

/// The evidence of an alert, as a store keeps it.
package enum StoredEvidence: Equatable, Sendable {
    case figures(CheckEvidence)
    /// A line that an earlier version of the program wrote.
    case line(String)

    /// As messages show it.
    package var line: String {
        switch self {
        case .figures(let evidence): evidence.line
        case .line(let text): text
        }
    }

    /// - Parameter stored: ``text()``, or any other text.
    package init(stored: String) {
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        self =
            (try? decoder.decode(CheckEvidence.self, from: Data(stored.utf8))).map { .figures($0) } ?? .line(stored)
    }

    /// A JSON object, or the line.
    package func text() throws -> String {
        switch self {
        case .line(let text): return text
        case .figures(let evidence):
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            encoder.nonConformingFloatEncodingStrategy = .convertToString(
                positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
            return String(decoding: try encoder.encode(evidence), as: UTF8.self)
        }
    }
}
