package import Foundation
package import TradingCalendar

/// All predictions and labels there will be, joined once; the ledger as of any instant is read off it.
package struct LedgerBook: Sendable {
    /// With the instant from which on there is something to refuse.
    package typealias DatedRejection = (since: Date, rejection: Ledger.Rejection)

    private let lines: LedgerLines
    private let rejections: [DatedRejection]
    /// When the first label of each key without a prediction is known, ascending.
    private let unmatchedLabels: [Date]
    private let featureNames: [String]
    private let steady: SteadyLedger?

    /// - Parameters:
    ///   - predictions: in the order they were written.
    ///   - labels: in the order they were written.
    ///   - unusable: what could not even be read or made, with the instant since which that is known.
    ///   - featureNames: of the predictions' features.
    package init(
        predictions: consuming PredictionTable, labels: consuming [Label], unusable: [DatedRejection] = [],
        featureNames: [String] = [], calendar: TradingCalendar
    ) {
        var rejections = unusable
        var histories = LabelHistories(labels, rejections: &rejections)
        let admitted = LedgerBook.admitted(
            predictions, with: histories, calendar: calendar, rejections: &rejections)
        histories.forgetKeys()
        // Consumed, so that of a large ledger no column is there twice.
        lines = LedgerLines(
            predictions: predictions.ordered(by: admitted.order), histories: histories, labels: admitted.labels)
        self.rejections = rejections
        self.featureNames = featureNames
        unmatchedLabels = admitted.unmatchedLabels
        steady = SteadyLedger(lines)
    }

    private static func admitted(
        _ predictions: borrowing PredictionTable, with histories: LabelHistories, calendar: TradingCalendar,
        rejections: inout [DatedRejection]
    ) -> (order: [Int32], labels: [Range<Int32>], unmatchedLabels: [Date]) {
        var admission = LedgerAdmission(
            predictions: copy predictions, histories: histories, calendar: calendar)
        let order = admission.order(rejections: &rejections)
        return (order, order.map { admission.labels[Int($0)] }, admission.unmatchedLabels.sorted())
    }

    package init(
        predictions: [Prediction], labels: [Label], unusable: [DatedRejection] = [], featureNames: [String] = [],
        calendar: TradingCalendar
    ) {
        self.init(
            predictions: PredictionTable(predictions, features: featureNames.count), labels: labels,
            unusable: unusable, featureNames: featureNames, calendar: calendar)
    }

    /// The pairs of all predictions, where what is known of them at an instant is always a beginning; nil otherwise.
    package var steadyPairs: LedgerPairs? { steady?.pairs }

    /// The ledger as known at an instant: predictions made and labels known by then.
    /// - Parameters:
    ///   - session: the latest session whose row is due; nil before the first.
    ///   - first: where predictions with an earlier label session may be left out.
    package func ledger(asOf: Date, dueThrough session: Day?, from first: Day? = nil) -> Ledger {
        var places: [Int32]?
        if steady == nil {
            let start = first.map { first in lines.predictions.labelSessions.partitioningIndex { $0 < first } } ?? 0
            places = (start..<lines.count).lazy.filter { [lines] in lines.predictions.madeAt[$0] <= asOf }.map(
                Int32.init)
        }
        let pairs = steady?.pairs ?? pairs(of: places ?? [], asOf: asOf)
        return Ledger(
            asOf: asOf,
            entries: Ledger.Entries(
                lines: lines, places: places, count: places?.count ?? steady?.predictions(asOf: asOf) ?? 0,
                asOf: asOf, dueThrough: session),
            pairs: pairs, pairCount: steady?.pairs(asOf: asOf) ?? pairs.count,
            rejections: rejections.lazy.filter { $0.since <= asOf }.map(\.rejection),
            labelsWithoutPrediction: unmatchedLabels.partitioningIndex { $0 <= asOf }, featureNames: featureNames,
            steady: steady)
    }

    private func pairs(of places: [Int32], asOf instant: Date) -> LedgerPairs {
        var paired: [Int32] = []
        var labels: [Int32] = []
        for place in places {
            guard let label = lines.histories.latest(lines.labels[Int(place)], asOf: instant),
                !lines.histories.isNull(label)
            else { continue }
            paired.append(place)
            labels.append(Int32(label))
        }
        return LedgerPairs(lines, places: paired, labels: labels)
    }
}
