extension Unicode.Scalar {
    /// Steers a terminal, hides or reorders what stands beside it, or ends a line.
    package var isUnprintable: Bool {
        switch value {
        // Control characters: C0, DEL and C1.
        case 0..<0x20, 0x7F...0x9F: true
        // The separators of lines and of paragraphs; marks, embeddings, overrides and isolates of the direction of writing.
        case 0x061C, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}

extension String {
    /// The text in one line that steers no terminal, log or message: what must not be there is spelt out.
    ///
    /// Every text from outside passes through here on its way to people.
    package var printable: String {
        printable { _ in false }
    }

    /// - Parameter isKept: tells which of the characters that are not printable may stay.
    package func printable(except isKept: (Unicode.Scalar) -> Bool) -> String {
        guard unicodeScalars.contains(where: { $0.isUnprintable && !isKept($0) }) else { return self }
        return unicodeScalars.map { scalar in
            scalar.isUnprintable && !isKept(scalar)
                ? "\\u{\(String(scalar.value, radix: 16))}" : String(scalar)
        }.joined()
    }
}
