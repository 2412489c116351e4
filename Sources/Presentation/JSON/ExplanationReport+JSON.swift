import Checks
package import Core
import Foundation
package import Reports
import TradingCalendar

extension ExplanationReport: JSONConvertible {
    package var json: JSONValue {
        .fields([
            "deployment": deployment, "as_of": asOf, "check": check, "metric": metric, "definition": definition,
            "subjects": parts, "model": version,
        ])
    }
}

extension ExplanationReport.Part: JSONConvertible {
    package var json: JSONValue {
        let values: [JSONValue]? = history.map { history in
            zip(history.sessions, history.values).map { .fields(["session": $0, "value": $1]) }
        }
        return result.json.adding([
            "history": values, "pairs": pairs, "resampling": resampling, "latest_row": latestRow,
        ]).adding(faultless.fields)
    }
}

extension FaultlessAlerts {
    fileprivate var fields: [String: any JSONConvertible] {
        switch self {
        case .simulated(let aYear, let standardError, let years):
            let details: JSONValue = .fields([
                "standard_error": standardError, "years": years, "reason": JSONValue.null,
            ])
            return ["faultless_alerts_a_year": aYear, "faultless": details]
        case .unknown(let reason):
            let details: JSONValue = .fields([
                "standard_error": JSONValue.null, "years": JSONValue.null, "reason": reason,
            ])
            return ["faultless_alerts_a_year": JSONValue.null, "faultless": details]
        }
    }
}

extension Ledger.Pair: JSONConvertible {
    package var json: JSONValue {
        .fields([
            "id": prediction.id, "session": prediction.session, "label_session": prediction.labelSession,
            "mean": prediction.mean, "sigma": prediction.sigma, "label": label.label,
            "simple_return": label.simpleReturn, "probability_up": prediction.probabilityUp,
            "probability_of_event": prediction.probabilityOfEvent, "interval_80": prediction.interval80,
            "interval_95": prediction.interval95,
        ])
    }
}

extension EvidencePiece.LatestRow: JSONConvertible {
    package var json: JSONValue {
        let texts = Dictionary(cells.map { ($0.column, $0.text) }) { first, _ in first }
        return .fields(["session": session, "due_session": due, "cells": texts])
    }
}

extension ExplanationReport.Resampling: JSONConvertible {
    package var json: JSONValue { .fields(["generator": "SplitMix64", "seed_texts": seedTexts]) }
}

extension ExplanationReport.Version: JSONConvertible {
    package var json: JSONValue { .fields(["version": id, "refit": refit, "gated": gated?.description]) }
}
