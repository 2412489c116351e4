import Core
import Statistics
import TradingCalendar

extension EvidencePiece {
    /// The pieces of a measurement's evidence, charts and tables first.
    static func pieces(of measurement: MeasuredValue) -> [EvidencePiece] {
        var pieces = pieces(of: measurement.details)
        if case .error(let details) = measurement.details { pieces.append(.errors(details)) }
        if let labels = measurement.contents.labels { pieces.append(.labels(labels)) }
        if case .missingLabels(let details) = measurement.details { pieces.append(.missingLabels(details)) }
        if case .nulls(let details) = measurement.details, details.nulls > 0 { pieces.append(.nulls(details)) }
        return pieces
    }

    /// The pieces that say what was compared with what.
    /// - Parameter noun: what the sample counts, in the singular.
    static func extent(of measurement: MeasuredValue, noun: String) -> [EvidencePiece] {
        var pieces: [EvidencePiece] = []
        if let window = measurement.window, let sample = measurement.sample {
            pieces.append(.window(window, sample: sample, noun: noun))
        }
        if let error = measurement.intervalError { pieces.append(.remark(error.remark)) }
        if let reason = measurement.reasonForNoPValue { pieces.append(.remark(reason)) }
        if case .drift(let details) = measurement.details, let agreement = details.agreement, agreement > 0.2 {
            pieces.append(
                .remark(
                    """
                    a row of the baseline is like the one before more often than by chance (agreement \
                    \(agreement.fixed(2))): the p-value, which needs independent rows, is too small
                    """))
        }
        pieces += remarks(on: measurement.details).map { .remark($0) }
        if let baseline = measurement.baseline { pieces.append(.baseline(baseline, measurement.baselineSpan)) }
        return pieces
    }

    private static func remarks(on details: MetricDetails) -> [String] {
        switch details {
        case .relation(let details): details.remarks
        case .hits(let details): details.base.map { [$0.remark] } ?? []
        case .decisions(let details): details.expectedAccuracy.map { [details.remark(expected: $0)] } ?? []
        default: []
        }
    }

    private static func pieces(of details: MetricDetails) -> [EvidencePiece] {
        switch details {
        case .none, .nulls, .freshness, .hits, .error, .missingLabels: []
        case .drift(let details):
            details.bins.map { [$0.names == nil ? .bins(bins($0)) : .categories(categories($0), unseen: $0.unseen)] }
                ?? []
        case .relation(let details):
            details.fits.map { [.lines(now: LineFit($0.window), before: LineFit($0.baseline))] } ?? []
        case .calibration(let details):
            switch details.forecasts {
            case .probabilities(let reliability): reliability.map { [.reliability(Reliability($0))] } ?? []
            case .intervals(let coverage, let pit):
                pit.map { [.probabilityIntegralTransform(tenths: $0, inside: coverage.inside)] } ?? []
            }
        case .importance(let details): [.importance(details)]
        case .estimate(let details): details.past.isEmpty ? [] : [.estimates(details.past)]
        case .decisions(let details): [.decisions(details)]
        case .skill(let details): [.skill(details)]
        }
    }

    private static func bins(_ bins: DriftDetails.Bins) -> [Bin] {
        let now = Double(max(1, bins.current.reduce(0, +)))
        let then = Double(max(1, bins.baseline.reduce(0, +)))
        return bins.contributions.indices.map { bin in
            Bin(
                place: place(of: bin, in: bins), share: Double(bins.current[bin]) / now,
                baselineShare: Double(bins.baseline[bin]) / then, contribution: bins.contributions[bin])
        }
    }

    private static func categories(_ bins: DriftDetails.Bins) -> [Category] {
        let now = Double(max(1, bins.current.reduce(0, +)))
        let then = Double(max(1, bins.baseline.reduce(0, +)))
        let names = bins.names ?? []
        return bins.contributions.indices.sorted { (-bins.contributions[$0], $0) < (-bins.contributions[$1], $1) }.map {
            bin in
            Category(
                name: names.indices.contains(bin) ? names[bin] : "bin \(bin + 1)", count: bins.current[bin],
                baselineCount: bins.baseline[bin], share: Double(bins.current[bin]) / now,
                baselineShare: Double(bins.baseline[bin]) / then, contribution: bins.contributions[bin])
        }
    }

    private static func place(of bin: Int, in bins: DriftDetails.Bins) -> Bin.Place {
        let edges = bins.edges ?? []
        guard edges.count + 1 >= bins.contributions.count, !edges.isEmpty else { return .number(bin + 1) }
        if bin == 0 { return .below(edges[0]) }
        if bin > edges.count { return .nulls }
        return bin == edges.count ? .from(edges[bin - 1]) : .between(edges[bin - 1], edges[bin])
    }
}

extension RelationDetails {
    /// Sessions with an alarm that are named.
    private static let maximumAlarms = 5

    fileprivate var remarks: [String] {
        var remarks: [String] = []
        if let leverage {
            let without = leverage.slopeWithout.map { "; the least-squares slope without it is \($0.shortText)" } ?? ""
            let hat = leverage.hat.fixed(2)
            remarks.append("the row of \(leverage.session) pulls most: leverage \(hat) of 2\(without)")
        }
        if let found = pageHinkley {
            let named = found.alarms.suffix(RelationDetails.maximumAlarms).map(\.description).joined(separator: ", ")
            let alarms = found.alarms.isEmpty ? "no alarm in the window" : "alarms in the window: \(named)"
            remarks.append(
                """
                Page–Hinkley of the residuals is \(found.test.statistic.fixed(1)), alarm above \
                \(found.test.lambda.fixed(1)); \(alarms)
                """)
        }
        return remarks
    }
}

extension HitDetails.Base {
    fileprivate var remark: String {
        """
        always saying \(isUp ? "up" : "down") would have hit \((100 * rate).fixed(1)) %; alone right were the predictions \
        \(predictionsAlone) times and that \(signAlone) times (McNemar's p \(pValue.shortText))
        """
    }
}

extension DecisionDetails {
    fileprivate func remark(expected: Double) -> String {
        let worth =
            regret.map { "; perfect decisions would have been worth \($0.fixed(2)) \(currency ?? "") more each" } ?? ""
        return "\((100 * expected).fixed(1)) % of decisions would be right if the stated probabilities were\(worth)"
    }
}

extension EvidencePiece.Reliability {
    fileprivate init(_ reliability: CalibrationDetails.Reliability) {
        observed = reliability.observed
        expected = reliability.expected
        curve = reliability.curve.map {
            Bin(probability: $0.meanProbability, share: $0.share, interval: $0.interval, count: $0.count)
        }
        brier = Brier(
            score: reliability.brier.score, reliability: reliability.brier.reliability,
            resolution: reliability.brier.resolution, uncertainty: reliability.brier.uncertainty,
            withinBinResidual: reliability.brier.withinBinResidual)
        expectedCalibrationError = reliability.expectedCalibrationError
        calibrationError95IfRight = reliability.calibrationError95IfRight
    }
}

extension LongRunError {
    fileprivate var remark: String {
        let origin =
            switch source {
            case .window: "from the window's own rows"
            case .history(let windows, _): "from how the means of \(windows.fixed(1)) earlier windows spread"
            }
        return "standard error \(origin), with \(degreesOfFreedom.counted("degree")) of freedom"
    }
}
