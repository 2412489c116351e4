package import Foundation
package import TradingCalendar

/// A forecast of a version of a model, before the outcome was known.
package struct Prediction: Sendable {
    package let id: String
    package let madeAt: Date
    /// The session it was made on.
    package let session: Day
    /// The session that its label is about; not before ``session``.
    package let labelSession: Day
    /// The key of its label where that is not the label's session.
    private let ownLabelKey: String?
    package let version: String
    /// As seen when it was made, by the ledger's feature names; nil where one is not known.
    package let features: [Double?]
    /// Expected label.
    package let mean: Double
    /// Standard deviation of the label, above 0.
    package var sigma: Double?
    /// P(label > 0).
    package var probabilityUp: Double?
    /// Probability of the event of the policy's decision.
    package var probabilityOfEvent: Double?
    package var interval80: ClosedRange<Double>?
    package var interval95: ClosedRange<Double>?

    package init(
        id: String, madeAt: Date, session: Day, labelSession: Day, labelKey: String? = nil, version: String,
        features: [Double?] = [], mean: Double
    ) {
        self.id = id
        self.madeAt = madeAt
        self.session = session
        self.labelSession = labelSession
        ownLabelKey = labelKey
        self.version = version
        self.features = features
        self.mean = mean
    }

    /// The key of its label.
    package var labelKey: String { ownLabelKey ?? labelSession.description }

    var hasOwnLabelKey: Bool { ownLabelKey != nil }
}

/// An outcome, as known from one instant on. A revision is a further label of the same key.
package struct Label: Equatable, Sendable {
    /// Both forms of a return.
    package struct Value: Equatable, Sendable {
        /// The number that predictions are compared with: a log return.
        package let label: Double
        /// pₜ₊₁/pₜ − 1, which decisions are about.
        package let simpleReturn: Double

        package init(label: Double, simpleReturn: Double) {
            self.label = label
            self.simpleReturn = simpleReturn
        }
    }

    package let key: String
    /// nil where the label is known to be null.
    package let value: Value?
    package let knownSince: Date

    package init(key: String, value: Value?, knownSince: Date) {
        self.key = key
        self.value = value
        self.knownSince = knownSince
    }
}

extension Prediction {
    /// The fingerprint of everything that it says.
    package var fingerprint: Fingerprint {
        var fingerprint = Fingerprint()
        for text in [id, labelKey, version] { fingerprint.combine(text) }
        for number in [madeAt.timeIntervalSince1970, Double(session.ordinal), Double(labelSession.ordinal), mean] {
            fingerprint.combine(number)
        }
        for number in features { fingerprint.combine(number ?? .nan) }
        let optional = [
            sigma, probabilityUp, probabilityOfEvent, interval80?.lowerBound, interval80?.upperBound,
            interval95?.lowerBound, interval95?.upperBound,
        ]
        for number in optional { fingerprint.combine(number ?? .nan) }
        return fingerprint
    }
}

extension Label {
    /// The fingerprint of everything that it says.
    package var fingerprint: Fingerprint {
        var fingerprint = Fingerprint()
        fingerprint.combine(key)
        fingerprint.combine(knownSince.timeIntervalSince1970)
        fingerprint.combine(value?.label ?? .nan)
        return fingerprint
    }
}
