import Core

/// A Slack incoming webhook: text, and blocks without markup, so that no name turns into formatting.
enum Slack {
    static let longestTitle = 150
    static let longestBody = 3_000

    static func request(_ letter: Letter, _ channel: Channel) -> HTTPRequest {
        let escaped = letter.title.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(
            ">", with: "&gt;")
        return HTTPRequest(
            .post, channel["webhook"], ["content-type": "application/json; charset=utf-8"],
            json: [
                "text": .string(escaped),
                "blocks": [
                    ["type": "header", "text": plain(letter.title.shortened(to: longestTitle))],
                    ["type": "section", "text": plain(letter.body(limit: longestBody))],
                    ["type": "context", "elements": [plain(letter.message.key)]],
                ],
            ])
    }

    private static func plain(_ text: String) -> JSONValue {
        ["type": "plain_text", "emoji": false, "text": .string(text)]
    }
}
