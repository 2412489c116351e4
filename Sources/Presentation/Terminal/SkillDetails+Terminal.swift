import Core

extension SkillDetails {
    func notes(_ unit: MeasuredValue.Unit) -> [String] {
        var notes: [String] = []
        if let modelLoss, let benchmarkLoss {
            notes.append(
                "mean \(score): the model \(unit.text(modelLoss)), \(against) \(unit.text(benchmarkLoss)); less is better"
            )
        }
        if let test {
            let source = test.isFromHistory ? "the spread of earlier windows" : "the window's own rows"
            notes.append(
                """
                Diebold–Mariano \(test.statistic.shortText) with \(test.degreesOfFreedom.counted("degree")) of freedom, p \
                \(test.pValue.shortText), standard error \(unit.text(test.standardError)) from \(source)\
                \(horizon.map { $0 > 1 ? ", horizon \($0) sessions" : "" } ?? "")
                """)
        }
        if let forecast {
            let factor = forecast.factor.map { ", k \($0.shortText)" } ?? ""
            let sigma = forecast.sigma.map { ", σ \($0.shortText)" } ?? ""
            notes.append("on \(forecast.session) \(against) said \(forecast.mean.shortText)\(sigma)\(factor)")
        }
        if !leftOut.isEmpty {
            let reasons = leftOut.sorted { $0.key < $1.key }.map { "\($0.value) × \($0.key)" }
            notes.append("left out: \(reasons.joined(separator: "; "))")
        }
        return notes
    }
}
