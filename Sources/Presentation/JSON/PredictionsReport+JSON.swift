package import Core
import Foundation
package import Reports
import TradingCalendar

extension PredictionsReport: JSONConvertible {
    package var json: JSONValue {
        let states = Dictionary(uniqueKeysWithValues: Ledger.State.allCases.map { ($0.rawValue, count($0)) })
        return .fields([
            "as_of": asOf, "predictions": rows.map(json), "totals": decisions?.totals.json, "states": states,
            "refused": rejections, "labels_without_prediction": labelsWithoutPrediction,
        ])
    }

    private func json(_ row: Row) -> JSONValue {
        let prediction = row.entry.prediction
        // The first of several features with one name counts.
        let features = Dictionary(zip(featureNames, prediction.features)) { first, _ in first }
        return .fields([
            "id": prediction.id, "made_at": prediction.madeAt, "session": prediction.session,
            "label_session": prediction.labelSession, "version": prediction.version, "features": features,
            "mean": prediction.mean, "sigma": prediction.sigma, "probability_up": prediction.probabilityUp,
            "probability_of_event": prediction.probabilityOfEvent, "interval_80": prediction.interval80,
            "interval_95": prediction.interval95, "label": row.entry.label?.label,
            "simple_return": row.entry.label?.simpleReturn, "state": row.entry.state.rawValue, "acted": row.acted,
            "outcome": row.line?.outcome.rawValue, "money": row.line?.money.description,
            "value": row.line?.value.description,
        ])
    }
}

extension Ledger.Rejection: JSONConvertible {
    package var json: JSONValue { .fields(["what": what, "reason": reason]) }
}
