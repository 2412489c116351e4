import Core
import Foundation
import TradingCalendar

extension Message.Content: Decodable {
    private enum Key: String, CodingKey {
        case alerts, firstStep, headline, openedAt, owners, why
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Key.self)
        self.init(
            headline: try fields.decode(String.self, forKey: .headline),
            why: try fields.decode(String.self, forKey: .why),
            openedAt: try fields.instant(.openedAt), alerts: try fields.decode([Line].self, forKey: .alerts),
            owners: try fields.decode([String].self, forKey: .owners),
            firstStep: try fields.decode(String.self, forKey: .firstStep))
    }
}

extension Message.Content.Line: Decodable {
    private enum Key: String, CodingKey {
        case check, evidence, layer, now, reason, resolvedAt, severity, since, subject
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Key.self)
        self.init(
            check: try fields.decode(String.self, forKey: .check),
            subject: try fields.decode(String.self, forKey: .subject), layer: try fields.choice(.layer),
            severity: try fields.choice(.severity), since: try fields.instant(.since),
            resolvedAt: try fields.decodeNil(forKey: .resolvedAt) ? nil : fields.instant(.resolvedAt),
            reason: try fields.decode(String.self, forKey: .reason),
            evidence: try fields.decode(String.self, forKey: .evidence),
            now: try fields.decodeIfPresent(String.self, forKey: .now))
    }
}

extension KeyedDecodingContainer {
    fileprivate func instant(_ key: Key) throws -> Date {
        guard let instant = Timestamp.parse(try decode(String.self, forKey: key)) else {
            throw DecodingError.dataCorruptedError(forKey: key, in: self, debugDescription: "not an instant")
        }
        return instant
    }

    fileprivate func choice<Value: RawRepresentable<String>>(_ key: Key) throws -> Value {
        guard let value = Value(rawValue: try decode(String.self, forKey: key)) else {
            throw DecodingError.dataCorruptedError(forKey: key, in: self, debugDescription: "not one of its words")
        }
        return value
    }
}
