package import Foundation

/// The outcome of an attempt to send a message.
package struct Outcome: Equatable, Sendable {
    package enum Kind: Equatable, Sendable {
        case delivered
        /// Not taken now, perhaps later.
        case again
        /// Never taken.
        case refused
    }

    /// The limit of ``reason`` as it is stored, in UTF-16 units.
    package static let maximumReasonLength = 220

    package var kind: Kind
    /// For people; nothing secret.
    package var reason = ""
    /// Not to be tried again before this.
    package var notBefore: Date?
    /// Everything on the channel waits until then.
    package var holdsChannel = false
    /// The receiver may have taken it all the same.
    package var isUnclear = false
    /// When a look for what may have been taken found nothing.
    package var searchedAt: Date?
    /// The receiver's name for the incident.
    package var receipt: String?
    /// Only this process cannot send it; another may at once.
    package var isLocalFailure = false
    /// Some recipients of a mail have it, and others do not.
    package var isPartial = false
    /// Recipients who will never get it although others have it, each with the server's words.
    package var lost: [String] = []

    package init(_ kind: Kind, reason: String = "", notBefore: Date? = nil, isUnclear: Bool = false) {
        self.kind = kind
        self.reason = reason
        self.notBefore = notBefore
        self.isUnclear = isUnclear
    }
}

/// The response to one request, or one mail.
package enum DeliveryResponse: Equatable, Sendable {
    /// Bytes of an answer that are read; the rest is left.
    package static let maximumBodyLength = 64 << 10

    /// - Parameters:
    ///   - mediaType: of the body, in lower case and without parameters; empty where it is not said.
    ///   - isWhole: false where the body is longer than what is read, or the rest did not come in time.
    case http(status: Int, body: Data, retryAfter: Date?, mediaType: String = "", isWhole: Bool = true)
    /// The answer to a whole mail.
    case mail(code: Int, text: String)
    /// The answers to the recipients of a mail of which some were refused; the others have it.
    case recipients([MailRecipient])
    /// Written where it should be.
    case done
    /// This process has nowhere to write it.
    case outputUnavailable(String)
    /// Nothing was sent.
    case unreachable(String)
    /// Nothing was sent, and never can be: the address is none.
    case malformed(String)
    /// Something was sent, and no answer came.
    case noResponse(String)

    package var outcome: Outcome {
        switch self {
        case .done: Outcome(.delivered)
        case .outputUnavailable(let reason): DeliveryResponse.outputUnavailable(reason)
        case .unreachable(let reason): Outcome(.again, reason: reason)
        case .malformed(let reason): Outcome(.refused, reason: reason)
        case .noResponse(let reason): Outcome(.again, reason: reason, isUnclear: true)
        case .mail(let code, let text):
            switch code {
            case 200..<300: Outcome(.delivered)
            case 500..<600: Outcome(.refused, reason: "\(code) \(text)")
            default: Outcome(.again, reason: "\(code) \(text)")
            }
        case .recipients(let recipients): MailRecipient.outcome(recipients)
        case .http(let status, let body, let retryAfter, _, _):
            DeliveryResponse.outcome(status, body: body, retryAfter: retryAfter)
        }
    }

    /// The outcome where a receiver answers in a form of its own. A proxy or a login page answers 200 too, and the
    /// message has gone nowhere then.
    /// - Parameters:
    ///   - expected: the receiver's form, in words.
    ///   - isExpected: tells it from others by the text, without spaces around it, and its media type.
    func outcome(expecting expected: String, _ isExpected: (_ text: String, _ mediaType: String) -> Bool) -> Outcome {
        let outcome = outcome
        guard case .http(let status, let body, _, let mediaType, let isWhole) = self, outcome.kind == .delivered else {
            return outcome
        }
        let text = String(decoding: body, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        if isExpected(text, mediaType) { return outcome }
        // The end of the answer may be what is expected.
        if !isWhole {
            return Outcome(.again, reason: "HTTP \(status), with an answer that has no end", isUnclear: true)
        }
        let said = DeliveryResponse.excerpt(body)
        return Outcome(
            .refused, reason: "HTTP \(status), but not \(expected)\(said.isEmpty ? "" : ": \(said)")")
    }

    private static func outputUnavailable(_ reason: String) -> Outcome {
        var outcome = Outcome(.again, reason: reason)
        outcome.isLocalFailure = true
        return outcome
    }

    private static func outcome(_ status: Int, body: Data, retryAfter: Date?) -> Outcome {
        let said = excerpt(body)
        let reason = "HTTP \(status)\(said.isEmpty ? "" : ": \(said)")"
        switch status {
        case 200..<300: return Outcome(.delivered)
        case 408, 425, 429, 500..<600:
            // A receiver that fails inside, or behind a gateway, may have taken it; one that limits the rate, or is not
            // there, has not.
            var outcome = Outcome(
                .again, reason: reason, notBefore: retryAfter,
                isUnclear: status == 408 || status >= 500 && status != 503)
            outcome.holdsChannel = status == 429
            return outcome
        default: return Outcome(.refused, reason: reason)
        }
    }

    /// The receiver's words in one line. They may hold secrets, and are cut after these are removed.
    private static func excerpt(_ body: Data) -> String {
        String(decoding: body.prefix(16_000), as: UTF8.self).split(whereSeparator: \.isWhitespace)
            .joined(separator: " ")
    }
}

extension String {
    /// The longest beginning that, with an ellipsis where something is left out, has at most so many UTF-16 units.
    package func shortened(to limit: Int) -> String {
        guard utf16.count > limit else { return self }
        var room = limit - 1
        var end = unicodeScalars.startIndex
        while end < unicodeScalars.endIndex {
            let width = UTF16.width(unicodeScalars[end])
            guard width <= room else { break }
            room -= width
            end = unicodeScalars.index(after: end)
        }
        return String(unicodeScalars[..<end]) + "…"
    }
}
