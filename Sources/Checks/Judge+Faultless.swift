import Core
import Foundation
import Statistics
import TradingCalendar

extension Judge {
    /// The number of alerts a year that the rule would open if nothing were wrong.
    ///
    /// A model's labels are drawn from its own mean and σ: independent normal errors. The rows of a column, or of a pair of
    /// columns, are drawn from the baseline, independently; not where a row depends on the one before. Assumes what it
    /// draws: where errors come in clusters without anything being wrong, there are more alerts.
    package func faultlessAlerts(
        _ subject: CheckRule.Subject, evidence: Evidence, deployment: String
    ) -> FaultlessAlerts {
        let context = EvaluationContext(
            rule: rule, subject: subject, evidence: evidence, deployment: deployment, detail: .verdict)
        guard let live = RuleEvaluator(rule: rule, subject: subject, evidence: evidence) else {
            return .unknown("\(rule.metric.name) is not measured over windows that can be drawn")
        }
        var simulation = FaultlessSimulation(rule, deployment: deployment, backtests: backtests(context, live))
        var generator = context.key.generator(purpose: "faultless")
        do throws(FaultlessSimulation.Unknown) {
            switch evidence {
            case .ledger(let ledger):
                let sessions = ledger.timeline.calendar.count(
                    from: ledger.timeline.days.first ?? ledger.timeline.asOfSession,
                    through: ledger.timeline.asOfSession)
                let years = Double(sessions) / ledger.timeline.calendar.sessionsPerYear
                guard years >= 2 else { throw .init(reason: "the ledger is shorter than two years") }
                for _ in 0..<Int((FaultlessSimulation.years / years).rounded(.up)) {
                    try simulation.look(at: .ledger(ledger.drawingLabels(&generator)), subject: subject)
                }
            case .source(let source):
                let drawn = try source.drawingRows(of: subject, as: live, rule, &generator)
                try simulation.look(at: .source(drawn.evidence), subject: drawn.subject)
            }
        } catch {
            return .unknown(error.reason)
        }
        return simulation.result(sessionsPerYear: evidence.timeline.calendar.sessionsPerYear)
    }
}

extension LedgerEvidence {
    /// The same predictions, with labels drawn from the mean and the σ that each of them says.
    fileprivate func drawingLabels(
        _ generator: inout SplitMix64
    ) throws(FaultlessSimulation.Unknown) -> LedgerEvidence {
        var predictions: [Prediction] = []
        var labels: [Label] = []
        var keys = Set<String>()
        for pair in 0..<ledger.pairCount {
            let prediction = ledger.pairs[pair].prediction
            guard let sigma = prediction.sigma else {
                throw .init(reason: "a prediction has no σ, so no label can be drawn from it")
            }
            guard keys.insert(prediction.labelKey).inserted else {
                throw .init(reason: "several predictions have one label")
            }
            let label = prediction.mean + sigma * generator.normal()
            predictions.append(prediction)
            labels.append(
                Label(
                    key: prediction.labelKey, value: .init(label: label, simpleReturn: expm1(label)),
                    knownSince: max(
                        timeline.calendar.due(prediction.labelSession, lag: .none),
                        prediction.madeAt.addingTimeInterval(1))))
        }
        let drawn = LedgerBook(
            predictions: predictions, labels: labels, featureNames: ledger.featureNames, calendar: timeline.calendar
        ).ledger(asOf: .distantFuture, dueThrough: timeline.asOfSession)
        return LedgerEvidence(
            ledger: drawn, calendar: timeline.calendar, asOfSession: timeline.asOfSession,
            series: LedgerSeries(drawn.pairs, decision: decision), baselineScores: baselineScores)
    }
}

extension SourceEvidence {
    /// A row for every session of the calendar, drawn from the rows of the baseline that the rule compares with now.
    fileprivate func drawingRows(
        of subject: CheckRule.Subject, as live: RuleEvaluator, _ rule: CheckRule, _ generator: inout SplitMix64
    ) throws(FaultlessSimulation.Unknown) -> (evidence: SourceEvidence, subject: CheckRule.Subject) {
        guard rule.metric.has(.baseline) else {
            throw .init(reason: "it compares with no baseline of which rows could be drawn")
        }
        guard case .before(let length) = rule.baseline,
            let ranges = live.ranges(at: timeline.asOfSession)
        else { throw .init(reason: "only rows of a baseline that lies before the window are drawn from") }
        guard ranges.baseline.count <= length else { throw .init(reason: "a session has several rows") }
        let names: [String]
        let pool: [[Double]]
        let drawn: CheckRule.Subject
        switch subject {
        case .series(let wanted):
            guard let column = series(wanted), !column.isCategorical else {
                throw .init(reason: "only rows of numbers are drawn")
            }
            (names, pool) = (["x"], [column.present(ranges.baseline)])
            drawn = .series(.init(column: "x", transform: .level))
        case .pair(let y, let x):
            guard let pairs = pairs(y: y, x: x)?.values(ranges.baseline) else {
                throw .init(reason: "a column is not there")
            }
            (names, pool) = (["y", "x"], [Array(pairs.y), Array(pairs.x)])
            drawn = .pair(y: .init(column: "y", transform: .level), x: .init(column: "x", transform: .level))
        case .source, .model, .forecast: throw .init(reason: "only rows of columns are drawn")
        }
        try SourceEvidence.requireIndependence(pool)
        return (evidence(drawing: pool, names, &generator), drawn)
    }

    private static func requireIndependence(_ pool: [[Double]]) throws(FaultlessSimulation.Unknown) {
        for values in pool {
            guard let dependence = SerialDependence.autocorrelation(values) else {
                throw .init(reason: "the baseline's rows do not vary")
            }
            guard abs(dependence) <= DriftEvaluation.maximumDependence else {
                throw .init(
                    reason: """
                        the baseline's rows depend on the rows before (lag-1 autocorrelation \(dependence.fixed(2))), so \
                        they cannot be drawn one by one
                        """)
            }
        }
    }

    private func evidence(
        drawing pool: [[Double]], _ names: [String], _ generator: inout SplitMix64
    ) -> SourceEvidence {
        let calendar = timeline.calendar
        let days = Array(calendar.sessions.prefix(Int(FaultlessSimulation.years * calendar.sessionsPerYear)))
        let draws = days.map { _ in generator.index(below: pool[0].count) }
        let columns = zip(names, pool).map { name, values in
            Column(
                name: name, type: .number, values: draws.map { values[$0] },
                states: [CellState](repeating: .value, count: days.count))
        }
        return SourceEvidence(
            name: name, calendar: calendar, asOfSession: days[days.count - 1],
            table: SourceTable(days: days, columns: columns), findings: [], judgedRows: 0, judgedWindow: nil)
    }
}
