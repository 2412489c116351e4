package import Core

/// Colours of a terminal, or none.
package struct Style: Sendable {
    package let isColoured: Bool

    package init(isColoured: Bool) { self.isColoured = isColoured }

    package func bold(_ text: String) -> String { wrap(text, "1") }
    package func dim(_ text: String) -> String { wrap(text, "2") }

    package func verdict(_ text: String, _ verdict: Verdict) -> String {
        switch verdict {
        case .ok: wrap(text, "32")
        case .insufficientEvidence: wrap(text, "36")
        case .warning: wrap(text, "33")
        case .noData, .error: wrap(text, "35")
        case .critical: wrap(text, "1;31")
        }
    }

    private func wrap(_ text: String, _ code: String) -> String {
        isColoured ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}

extension String {
    /// Padded with spaces to a width in characters.
    package func padded(_ width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }

    package func paddedLeft(_ width: Int) -> String { String(repeating: " ", count: max(0, width - count)) + self }

    /// With control characters spelt out: what a file holds must not steer the terminal.
    package var printable: String {
        guard unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else { return self }
        return unicodeScalars.map { scalar in
            scalar.properties.generalCategory == .control ? "\\u{\(String(scalar.value, radix: 16))}" : String(scalar)
        }.joined()
    }

    /// Broken at spaces into lines of at most `width` characters; a longer word stays whole.
    package func wrapped(to width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in printable.split(separator: " ") {
            if !line.isEmpty, line.count + 1 + word.count > width {
                lines.append(line)
                line = ""
            }
            line += line.isEmpty ? String(word) : " \(word)"
        }
        return line.isEmpty ? lines : lines + [line]
    }
}
