import Foundation

/// A page for people in a browser: a login, an error of a proxy, a portal. No receiver of messages answers with one.
enum HTMLPage {
    private static let beginnings = ["<!doctype html", "<html", "<head", "<title", "<body", "<form"]

    /// Frameworks call plain words `text/html` too, so the type alone does not tell.
    static func isPage(_ body: Data, mediaType: String) -> Bool {
        let text = String(decoding: body.prefix(4_000), as: UTF8.self).lowercased()
        let isNamed = mediaType == "text/html" || mediaType == "application/xhtml+xml"
        return isNamed && beginnings.contains(where: text.contains)
            || beginnings.prefix(2).contains(where: text.trimmingCharacters(in: .whitespacesAndNewlines).hasPrefix)
    }
}
