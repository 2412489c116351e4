import Foundation

/// A user and a password, for basic authentication or a mail server.
struct Login: Equatable, Sendable {
    let user: String
    let password: String

    /// The value of the header `Authorization`.
    var basic: String { "Basic \(Data("\(user):\(password)".utf8).base64EncodedString())" }
}

extension Address {
    /// An address and the login that stands before its host: `https://user:password@example.com/hook`.
    static func separated(_ text: String) -> (address: String, login: Login?) {
        guard let scheme = text.range(of: "://") else { return (text, nil) }
        let rest = text[scheme.upperBound...]
        let authority = rest.prefix { !"/?#".contains($0) }
        guard let end = authority.lastIndex(of: "@") else { return (text, nil) }
        let parts = authority[..<end].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            .map { $0.removingPercentEncoding ?? String($0) }
        let login = Login(user: parts[0], password: parts.count > 1 ? parts[1] : "")
        let address = "\(text[..<scheme.upperBound])\(rest[authority.index(after: end)...])"
        return (address, login == Login(user: "", password: "") ? nil : login)
    }
}
