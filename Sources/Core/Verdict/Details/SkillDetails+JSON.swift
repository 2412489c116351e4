import TradingCalendar

extension SkillDetails {
    var fields: [String: JSONValue] {
        [
            "score": .string(score), "against": .string(against), "model_loss": JSONValue(modelLoss),
            "benchmark_loss": JSONValue(benchmarkLoss), "dm": JSONValue(test?.statistic),
            "df": JSONValue(test?.degreesOfFreedom), "p": JSONValue(test?.pValue),
            "standard_error": JSONValue(test?.standardError),
            "standard_error_from": JSONValue(test.map { $0.isFromHistory ? "history" : "window" }),
            "horizon": JSONValue(horizon), "benchmark": forecast.map(\.json) ?? .null,
            "left_out": .object(leftOut.mapValues(JSONValue.integer)),
        ]
    }
}

extension SkillDetails.Forecast {
    fileprivate var json: JSONValue {
        [
            "session": .string(session.description), "mean": .number(mean), "sigma": JSONValue(sigma),
            "k": JSONValue(factor),
        ]
    }
}
