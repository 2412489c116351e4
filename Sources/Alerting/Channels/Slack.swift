import Core

/// A Slack incoming webhook: text, and blocks without markup, so that no name turns into formatting.
enum Slack {
    static let maximumTitleLength = 150
    static let maximumBodyLength = 3_000

    /// Slack cuts longer texts itself, in the middle of an escape.
    static let maximumTextLength = 4_000
    static let maximumKeyLength = 2_000

    static func request(_ rendered: RenderedMessage, _ channel: DeliveryChannel) -> OutboundRequest {
        OutboundRequest(
            .post, url: channel["webhook"], headers: ["content-type": "application/json; charset=utf-8"],
            json: [
                "text": .string(escaped(rendered.title)),
                "blocks": [
                    ["type": "header", "text": plain(rendered.title.shortened(to: maximumTitleLength))],
                    ["type": "section", "text": plain(rendered.body(limit: maximumBodyLength))],
                    ["type": "context", "elements": [plain(rendered.message.key.shortened(to: maximumKeyLength))]],
                ],
            ])
    }

    /// The title with the characters escaped that Slack gives a meaning, and never cut within an escape.
    private static func escaped(_ title: String) -> String {
        func sent(_ text: String) -> String {
            text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
        }
        let whole = sent(title)
        guard whole.utf16.count > maximumTextLength else { return whole }
        var room = maximumTextLength - 1
        let kept = title.unicodeScalars.prefix { scalar in
            room -= sent(String(scalar)).utf16.count
            return room >= 0
        }
        return sent(String(kept)) + "…"
    }

    /// A webhook of Slack answers `ok`; a login page or a proxy does not.
    static func outcome(_ answer: DeliveryResponse) -> Outcome {
        answer.outcome(expecting: "ok, as Slack answers") { text, _ in text == "ok" }
    }

    private static func plain(_ text: String) -> JSONValue {
        ["type": "plain_text", "emoji": false, "text": .string(text)]
    }
}
