import Core

/// The addresses of receivers, as far as a look at the text can tell.
package enum Address {
    package static let web = ["http://", "https://"]
    package static let mailServer = ["smtp://", "smtps://"]

    /// The reason why a text is no address; nil where it may be one. The text may be secret, so it is not repeated.
    package static func fault(_ text: String, schemes: [String]) -> String? {
        guard let scheme = schemes.first(where: text.hasPrefix) else {
            return "is no address that begins with \(schemes.joined(separator: " or "))"
        }
        if text != text.printable || text.contains(where: \.isWhitespace) {
            return "is no address: it holds a space or a control character"
        }
        let authority = text.dropFirst(scheme.count).prefix { !"/?#".contains($0) }
        let place = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
        let end = place.hasPrefix("[") ? place.firstIndex(of: "]").map(place.index(after:)) : place.firstIndex(of: ":")
        let host = place[..<(end ?? place.endIndex)]
        guard isHost(host) else { return "is no address: it names no host" }
        let rest = place[(end ?? place.endIndex)...]
        if rest.isEmpty { return nil }
        guard rest.hasPrefix(":"), let port = Int(rest.dropFirst()), (1...65_535).contains(port) else {
            return "is no address: its port is no number from 1 to 65535"
        }
        return nil
    }

    private static func isHost(_ host: Substring) -> Bool {
        if host.hasPrefix("[") {
            return host.hasSuffix("]") && host.contains(":")
                && host.dropFirst().dropLast().allSatisfy { $0.isHexDigit || ":.%".contains($0) }
        }
        // A name may end in a dot.
        let labels = (host.hasSuffix(".") ? host.dropLast() : host).split(
            separator: ".", omittingEmptySubsequences: false)
        return labels.allSatisfy { label in
            !label.isEmpty && !label.hasPrefix("-")
                && label.allSatisfy { $0.isLetter || $0.isNumber || "-_".contains($0) }
        }
    }

    /// The reason why a text is no address of mail, with or without a name before it; nil where it may be one.
    package static func mailFault(_ text: String) -> String? {
        if text != text.printable { return "is no address of mail: it holds a control character" }
        var address = text[...]
        if let start = text.lastIndex(of: "<") {
            guard text.hasSuffix(">") else { return "is no address of mail: it does not end with >" }
            address = text[text.index(after: start)...].dropLast()
        }
        let parts = address.split(separator: "@", omittingEmptySubsequences: false)
        let isWhole = parts.count == 2 && parts.allSatisfy { !$0.isEmpty }
        return isWhole && !address.contains(where: { $0.isWhitespace || ",;<>".contains($0) })
            ? nil : "is no address of mail such as risk@example.com"
    }
}
