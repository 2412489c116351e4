import Core
import Foundation
import Statistics
import TestSupport
import Testing
import TradingCalendar

@Suite("Shared values")
struct CoreTests {
    @Test("a series' generator is seeded by SHA-256 as documented")
    func seeds() throws {
        for item in try Fixtures.tree("statistics/statistics.json").generator.seeds.array {
            #expect(String(Digest.sha256(item.text.string).firstEightBytes) == item.seed.string)
        }
        let key = SeriesKey(deployment: "d", check: "c", subject: "s")
        let day = try #require(Day(iso: "2018-02-05"))
        #expect(
            key.generator(windowEnd: day, purpose: "p").state == Digest.sha256("d/c/s|2018-02-05|p").firstEightBytes)
        #expect(
            Digest.sha256("").description == "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    }

    @Test("JSON is printed with sorted keys, explicit nulls and numbers that read back exactly")
    func json() throws {
        let value: JSONValue = [
            "b": .null, "a": .number(0.1), "c": .array([.number(.nan), .integer(3), .number(1e-300)]),
        ]
        let text = value.text()
        #expect(
            text.replacing(" ", with: "").replacing("\n", with: "") == "{\"a\":0.1,\"b\":null,\"c\":[null,3,1e-300]}")
        var generator = SplitMix64(seed: 1)
        for _ in 0..<1_000 {
            let number = generator.normal() * 1e5
            #expect(
                Double(JSONValue.number(number).text().trimmingCharacters(in: .whitespacesAndNewlines)) == number)
        }
    }

    @Test("JSON for people is to the byte as Foundation's encoder prints it")
    func indentedJSON() throws {
        let value: JSONValue = [
            "a": [], "B": [:], "a10": -3, "a2": .number(1), "_x": .number(1e16), "Ab": .number(1.5e300),
            "aB": .number(123_456_789_012_345_680), "a b": .number(-0.0), "10": .number(1e-7), "9": true,
            "z": [[1, []], ["q": .null, "r": false], [:], .number(.infinity)],
            "s": .string("\u{0}\u{1}\u{1f}\u{8}\u{c}\n\r\t\"\\/é😀"),
        ]
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        for value in [value, [], [:], .null, 5, "x"] {
            #expect(value.text() == String(decoding: try encoder.encode(value), as: UTF8.self) + "\n")
        }
    }

    @Test(
        "JSON says by its escapes what would steer a terminal", arguments: ["\u{7f}", "\u{9b}", "\u{2028}", "\u{202e}"])
    func steeringJSON(_ character: String) throws {
        let text = JSONValue.string("a\(character)b").text()
        #expect(!text.contains(character))
        #expect(try JSONDecoder().decode(String.self, from: Data(text.utf8)) == "a\(character)b")
    }

    @Test("a session without evaluation leaves a consecutive count as it is")
    func consecutive() {
        var count = ConsecutiveCount()
        for breached in [true, nil, true, true] as [Bool?] { count.record(breached) }
        #expect(count.count == 3)
        count.record(false)
        #expect(count.count == 0)
    }

    @Test("the closest name is offered when it is close")
    func suggestions() {
        #expect(suggestion(for: "widow", among: ["window", "warning"]) == "; did you mean \"window\"?")
        #expect(suggestion(for: "VIX_CLOSE", among: ["vix_close"]) == "; did you mean \"vix_close\"?")
        #expect(suggestion(for: "zzz", among: ["window"]).isEmpty)
        // A swap of neighbours is one edit; at most a third of nine letters may be wrong.
        #expect(closestName(to: "ab", among: ["ba"]) == "ba" && closestName(to: "ab", among: ["cde"]) == nil)
        #expect(closestName(to: "widnow", among: ["wino", "window"]) == "window")
        #expect(closestName(to: "abcdefghi", among: ["defghi"]) == "defghi")
        #expect(closestName(to: "abcdefghi", among: ["efghi", "abcdefghi1234"]) == nil)
        #expect(closestName(to: "bac", among: ["c", "abc", "bc", "acb"]) == "abc")
        #expect(closestName(to: "a", among: ["", "abc", "abcd"]) == nil)
    }

    @Test("numbers for people are short and keep what matters")
    func shortText() {
        let expected: [(Double, String)] = [
            (0, "0"), (0.3, "0.3"), (0.00004999, "0.00004999"), (1.2232956, "1.223"), (97.548, "97.55"),
            (12345.678, "12345.7"),
            (-0.5, "-0.5"), (1e12, "1e+12"), (2.5e-9, "2.5e-09"), (.infinity, "∞"),
        ]
        for (number, text) in expected { #expect(number.shortText == text) }
    }
}

extension JSONValue: Encodable {
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .bool(let value): try container.encode(value)
        case .integer(let value): try container.encode(value)
        case .number(let value): if value.isFinite { try container.encode(value) } else { try container.encodeNil() }
        case .string(let value): try container.encode(value)
        case .array(let values): try container.encode(values)
        case .object(let fields): try container.encode(fields)
        }
    }
}
