import Core

/// A Slack incoming webhook: text, and blocks without markup, so that no name turns into formatting.
enum Slack {
    static let maximumTitleLength = 150
    static let maximumBodyLength = 3_000

    static func request(_ rendered: RenderedMessage, _ channel: DeliveryChannel) -> OutboundRequest {
        let escaped = rendered.title.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(
            ">", with: "&gt;")
        return OutboundRequest(
            .post, url: channel["webhook"], headers: ["content-type": "application/json; charset=utf-8"],
            json: [
                "text": .string(escaped),
                "blocks": [
                    ["type": "header", "text": plain(rendered.title.shortened(to: maximumTitleLength))],
                    ["type": "section", "text": plain(rendered.body(limit: maximumBodyLength))],
                    ["type": "context", "elements": [plain(rendered.message.key)]],
                ],
            ])
    }

    private static func plain(_ text: String) -> JSONValue {
        ["type": "plain_text", "emoji": false, "text": .string(text)]
    }
}
