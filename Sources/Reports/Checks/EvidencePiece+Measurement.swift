import Core
import Statistics

extension EvidencePiece {
    /// The pieces of a measurement's evidence, charts and tables first.
    static func pieces(of measurement: MeasuredValue) -> [EvidencePiece] {
        var pieces = pieces(of: measurement.details)
        if case .error(let details) = measurement.details { pieces.append(.errors(details)) }
        if let labels = measurement.contents.labels { pieces.append(.labels(labels)) }
        if case .missingLabels(let details) = measurement.details { pieces.append(.missingLabels(details)) }
        if let baseline = measurement.baseline { pieces.append(.baseline(baseline)) }
        return pieces
    }

    private static func pieces(of details: MetricDetails) -> [EvidencePiece] {
        switch details {
        case .none, .nulls, .freshness, .hits, .error, .missingLabels: []
        case .drift(let details): details.bins.map { [.bins(bins($0))] } ?? []
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

    private static func place(of bin: Int, in bins: DriftDetails.Bins) -> Bin.Place {
        let edges = bins.edges ?? []
        guard edges.count + 1 >= bins.contributions.count, !edges.isEmpty else { return .category(bin + 1) }
        if bin == 0 { return .below(edges[0]) }
        if bin > edges.count { return .nulls }
        return bin == edges.count ? .from(edges[bin - 1]) : .between(edges[bin - 1], edges[bin])
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
