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
        let text = text.printable
        return isColoured ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }

    /// The codes that this style writes.
    private var codes: [String] { isColoured ? ["0", "1", "2", "32", "33", "35", "36", "1;31"].map { "[\($0)m" } : [] }

    /// Lines of text with everything spelt out that steers a terminal, but for the colours of this style.
    package func guarded(_ text: String) -> String {
        func isKept(_ scalar: Unicode.Scalar) -> Bool { scalar == "\n" || scalar == "\t" }
        guard isColoured, text.unicodeScalars.contains("\u{1B}") else { return text.printable(except: isKept) }
        let parts = text.split(separator: "\u{1B}", omittingEmptySubsequences: false).map(String.init)
        return parts.dropFirst().reduce(parts[0].printable(except: isKept)) { before, part in
            let escape = codes.contains(where: part.hasPrefix) ? "\u{1B}" : "\u{1B}".printable
            return before + escape + part.printable(except: isKept)
        }
    }
}

extension String {
    /// Padded with spaces to a width in characters.
    package func padded(_ width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }

    package func paddedLeft(_ width: Int) -> String { String(repeating: " ", count: max(0, width - count)) + self }

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
