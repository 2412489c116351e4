package import Foundation
package import TradingCalendar

/// Predictions by column: one of a million takes about a hundred bytes.
package struct PredictionTable: Sendable {
    /// A column of numbers; NaN where there is none.
    package typealias Numbers = [Double]

    /// The numbers of a prediction that it may lack.
    package enum Part: Int, CaseIterable, Sendable {
        case sigma, probabilityUp, probabilityOfEvent, lower80, upper80, lower95, upper95
    }

    package let featureCount: Int
    package private(set) var ids: [String] = []
    package private(set) var madeAt: [Date] = []
    package private(set) var sessions: [Day] = []
    package private(set) var labelSessions: [Day] = []
    package private(set) var means: Numbers = []
    /// nil where each label's key is its session.
    private var labelKeys: [String]?
    private var versions: [Int32] = []
    private var versionNames: [String] = []
    private var versionNumbers: [String: Int32] = [:]
    private var features: Numbers = []
    private var parts: [Numbers]

    /// - Parameter features: how many each prediction has.
    package init(features: Int, capacity: Int = 0) {
        featureCount = features
        parts = Part.allCases.map { _ in [] }
        ids.reserveCapacity(capacity)
        madeAt.reserveCapacity(capacity)
        sessions.reserveCapacity(capacity)
        labelSessions.reserveCapacity(capacity)
        means.reserveCapacity(capacity)
        versions.reserveCapacity(capacity)
        self.features.reserveCapacity(capacity * features)
        for part in parts.indices { parts[part].reserveCapacity(capacity) }
    }

    package init(_ predictions: [Prediction], features: Int) {
        self.init(features: features, capacity: predictions.count)
        for prediction in predictions { append(prediction) }
    }

    package var count: Int { ids.count }

    /// - Parameter prediction: with as many features as the others.
    package mutating func append(_ prediction: Prediction) {
        precondition(prediction.features.count == featureCount, "predictions of a table have equally many features")
        appendKey(prediction)
        ids.append(prediction.id)
        madeAt.append(prediction.madeAt)
        sessions.append(prediction.session)
        labelSessions.append(prediction.labelSession)
        versions.append(number(ofVersion: prediction.version))
        for feature in prediction.features { features.append(feature ?? .nan) }
        means.append(prediction.mean)
        for part in Part.allCases { parts[part.rawValue].append(prediction[part] ?? .nan) }
    }

    private mutating func appendKey(_ prediction: Prediction) {
        if labelKeys == nil, prediction.hasOwnLabelKey { labelKeys = labelSessions.map(\.description) }
        labelKeys?.append(prediction.labelKey)
    }

    private mutating func number(ofVersion name: String) -> Int32 {
        if let last = versions.last, versionNames[Int(last)] == name { return last }
        if let known = versionNumbers[name] { return known }
        let number = Int32(versionNames.count)
        versionNames.append(name)
        versionNumbers[name] = number
        return number
    }

    package func labelKey(_ row: Int) -> String { labelKeys?[row] ?? labelSessions[row].description }

    /// A number of a prediction; NaN where it lacks it.
    package func number(_ part: Part, _ row: Int) -> Double { parts[part.rawValue][row] }

    package func numbers(_ part: Part) -> Numbers { parts[part.rawValue] }

    /// Features that are all there, as importance and estimates need them.
    package func features(_ row: Int) -> [Double] {
        features[row * featureCount..<(row + 1) * featureCount].filter { !$0.isNaN }
    }

    /// A feature of a prediction; NaN where it is not known.
    package func feature(_ index: Int, _ row: Int) -> Double { features[row * featureCount + index] }

    /// The features of some rows, row after row.
    func features(_ rows: some Sequence<Int>) -> [Double] {
        var values: [Double] = []
        for row in rows { values += features[row * featureCount..<(row + 1) * featureCount] }
        return values
    }

    package subscript(row: Int) -> Prediction {
        var prediction = Prediction(
            id: ids[row], madeAt: madeAt[row], session: sessions[row], labelSession: labelSessions[row],
            labelKey: labelKeys?[row], version: versionNames[Int(versions[row])],
            features: features[row * featureCount..<(row + 1) * featureCount].map { $0.isNaN ? nil : $0 },
            mean: means[row])
        func optional(_ part: Part) -> Double? {
            let number = parts[part.rawValue][row]
            return number.isNaN ? nil : number
        }
        func interval(_ lower: Part, _ upper: Part) -> ClosedRange<Double>? {
            optional(lower).flatMap { low in optional(upper).map { low...$0 } }
        }
        prediction.sigma = optional(.sigma)
        prediction.probabilityUp = optional(.probabilityUp)
        prediction.probabilityOfEvent = optional(.probabilityOfEvent)
        prediction.interval80 = interval(.lower80, .upper80)
        prediction.interval95 = interval(.lower95, .upper95)
        return prediction
    }

    /// The rows in another order; rows that it lacks are left out.
    package consuming func ordered(by order: [Int32]) -> PredictionTable {
        let isComplete = order.count == count && order.indices.allSatisfy { order[$0] == Int32($0) }
        var table = self
        guard !isComplete else { return table }
        func pick<Element>(_ column: inout [Element]) { column = order.map { column[Int($0)] } }
        pick(&table.ids)
        pick(&table.madeAt)
        pick(&table.sessions)
        pick(&table.labelSessions)
        pick(&table.means)
        pick(&table.versions)
        for part in table.parts.indices { pick(&table.parts[part]) }
        table.labelKeys = table.labelKeys.map { keys in order.map { keys[Int($0)] } }
        if table.featureCount > 0 {
            let (features, width) = (table.features, table.featureCount)
            table.features = order.flatMap { row in features[Int(row) * width..<(Int(row) + 1) * width] }
        }
        return table
    }
}

extension Prediction {
    fileprivate subscript(part: PredictionTable.Part) -> Double? {
        switch part {
        case .sigma: sigma
        case .probabilityUp: probabilityUp
        case .probabilityOfEvent: probabilityOfEvent
        case .lower80: interval80?.lowerBound
        case .upper80: interval80?.upperBound
        case .lower95: interval95?.lowerBound
        case .upper95: interval95?.upperBound
        }
    }
}
