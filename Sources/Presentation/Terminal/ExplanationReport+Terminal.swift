import Checks
import Core
package import Reports
import TradingCalendar

extension ExplanationReport: Presentable {
    package func text(_ style: Style, width: Int) -> String {
        parts.map { part in
            Drawing(
                heading: "\(deployment) · \(check) · \(metric) of \(part.result.label)", result: part.result,
                blocks: blocks(part)
            ).text(style, width: width)
        }.joined(separator: "\n")
    }

    private func blocks(_ part: Part) -> [Drawing.Block] {
        var blocks: [Drawing.Block] = [.notes([definition])]
        blocks += EvidencePiece.blocks(part.evidence, unit: part.result.measurement.unit)
        blocks.append(.notes([part.faultless.note(ofModel: part.pairs != nil)]))
        if let errors = part.largestErrors { blocks.append(errors.chart) }
        if let past = part.history, past.evaluated > 1, let first = past.sessions.first, let last = past.sessions.last {
            blocks.append(
                .course(
                    title: "The last \(past.sessions.count) sessions", past.values, first: first.description,
                    last: last.description, unit: unit))
        }
        return blocks
    }
}

extension FaultlessAlerts {
    fileprivate func note(ofModel: Bool) -> String {
        let subject = ofModel ? "a model without fault" : "data that does not change"
        return switch self {
        case .simulated(let aYear, let standardError, let years):
            """
            looked at on every session, \(subject) would open \(aYear.fixed(2)) alerts a year (standard error \
            \(standardError.fixed(2)), \(years.fixed(0)) years simulated)
            """
        case .unknown(let reason): "how often \(subject) would alert is not simulated: \(reason)"
        }
    }
}

extension ExplanationReport.LargestErrors {
    /// The sessions that make up the score.
    fileprivate var chart: Drawing.Block {
        .bars(
            title: "The largest \(noun), as shares of their sum",
            terms.map { term in
                let prediction = term.pair.prediction
                let sigma =
                    score.looksAtSigma ? prediction.sigma.map { ", σ \((100 * $0).fixed(2)) %" } ?? "" : ""
                return .init(
                    label:
                        """
                        \(prediction.labelSession)  said \((100 * prediction.mean).fixed(2)) %\(sigma), came \
                        \((100 * term.pair.label.label).fixed(2)) %
                        """,
                    value: term.share, text: "\((100 * term.share).fixed(1)) %")
            })
    }

    private var noun: String {
        switch score {
        case .rmse: "squared errors"
        case .scaledRmse, .logScore: "squared errors over σ²"
        case .crps: "scores"
        case .mae, .bias: "errors"
        }
    }
}
