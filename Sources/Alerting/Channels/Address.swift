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

    /// The host of an address and its port, without what stands around them.
    private static func place(_ text: String) -> Substring {
        let rest = text.drop { $0 != "/" }.drop { $0 == "/" }.prefix { !"/?#".contains($0) }
        return rest.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
    }

    package static func hasPort(_ text: String) -> Bool {
        let place = place(text)
        return (place.firstIndex(of: "]").map { place[$0...] } ?? place).contains(":")
    }

    /// True for an address of this machine itself.
    package static func isLoopback(_ text: String) -> Bool {
        let place = place(text).lowercased()
        if place == "[::1]" || place.hasPrefix("[::1]:") { return true }
        let host = place.prefix { $0 != ":" }
        let name = host.hasSuffix(".") ? host.dropLast() : host
        let numbers = name.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        return name == "localhost" || name.hasSuffix(".localhost")
            || numbers.count == 4 && numbers.allSatisfy { $0 != nil } && numbers[0] == 127
    }

    /// The secret parts of the address of a proxy.
    package static func secrets(_ text: String) -> [String] {
        let login = separated(text.contains("://") ? text : "http://\(text)").login
        return login.map { ["\($0.user):\($0.password)", $0.password, String($0.basic.dropFirst(6))] } ?? []
    }
}
