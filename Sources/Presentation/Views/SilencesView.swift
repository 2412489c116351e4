package import Alerting
package import Core
package import TradingCalendar

/// Silences: `bellwether silence list`.
package struct SilencesView {
    private let silences: [Silence]
    private let zone: ExchangeZone

    package init(_ silences: [Silence], zone: ExchangeZone) {
        self.silences = silences
        self.zone = zone
    }

    package var text: String {
        guard !silences.isEmpty else { return "no silence\n" }
        let rows =
            [["id", "from", "until", "matches", "author", "reason"]]
            + silences.map { silence in
                [
                    silence.id, zone.text(silence.start), zone.text(silence.end), Silence.text(silence.matchers),
                    silence.author.printable, silence.reason.printable,
                ]
            }
        return TextTable(rows, left: 6).lines.joined(separator: "\n") + "\n"
    }

    package var json: JSONValue {
        [
            "silences": .array(
                silences.map { silence in
                    [
                        "id": .string(silence.id), "from": .string(Timestamp.text(silence.start)),
                        "until": .string(Timestamp.text(silence.end)), "author": .string(silence.author),
                        "reason": .string(silence.reason),
                        "matchers": .object(
                            Dictionary(
                                uniqueKeysWithValues: silence.matchers.map { ($0.key.rawValue, .string($0.value)) })),
                    ]
                })
        ]
    }
}
