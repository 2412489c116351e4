/// Names of headers that a policy may give to requests.
enum HeaderName {
    /// Bellwether or the connection says these itself.
    private static let reserved = [
        "connection", "content-length", "content-type", "expect", "host", "te", "trailer", "transfer-encoding",
        "upgrade",
        "webhook-id", "webhook-signature", "webhook-timestamp",
    ]

    /// The reason why a name cannot be given; nil where it can.
    static func fault(_ name: String) -> String? {
        guard !name.isEmpty, name.utf8.allSatisfy({ Address.isAtom($0) && !"/={}?".utf8.contains($0) }) else {
            return "is no name of a header"
        }
        return reserved.contains(name.lowercased()) ? "is one that Bellwether sends itself" : nil
    }

    /// True if such headers hold secrets.
    static func isSecret(_ name: String) -> Bool {
        ["auth", "cookie", "key", "secret", "token"].contains(where: name.lowercased().contains)
    }
}
