import Foundation
import Modeling
import Statistics
import TestSupport
import Testing

@Suite("The built-in model, against an independent program")
struct MarketRidgeTests {
    let fixture: JSON
    let sessions: [String]
    let features: [[Double]?]
    let returns: [Double?]

    init() throws {
        fixture = try Fixtures.tree("modeling/model.json")
        let text = try String(
            contentsOf: Fixtures.repository.appending(path: "Examples/sp500/market.csv"), encoding: .utf8)
        let rows = text.split(separator: "\n").dropFirst().map { $0.split(separator: ",").map(String.init) }
        sessions = rows.map { $0[0] }
        let close = rows.map { Double($0[1]) }
        features = MarketFeatures.rows(
            vix: rows.map { Double($0[3]) }, close: close, volume: rows.map { Double($0[2]) })
        returns = MarketFeatures.logChanges(close)
    }

    func row(_ session: String) throws -> Int { try #require(sessions.firstIndex(of: session)) }

    /// Complete rows of a span whose next session has a row, with their labels. The file lacks four sessions, and the rows before
    /// them have no label.
    func training(_ item: JSON) throws -> (rows: [[Double]], labels: [Double]) {
        let unlabelled: Set<String> = ["1991-02-28", "1997-01-30", "1997-11-25", "1999-12-30"]
        var rows: [[Double]] = []
        var labels: [Double] = []
        for position in try row(item.first.string)...row(item.last.string) {
            guard let values = features[position], let label = returns[position + 1],
                !unlabelled.contains(sessions[position])
            else { continue }
            rows.append(values)
            labels.append(label)
        }
        #expect(rows.count == item.count.int)
        return (rows, labels)
    }

    @Test("features at a row are theirs, and a row is complete from the 22nd on")
    func featureValues() throws {
        #expect(features.firstIndex { $0 != nil } == 21)
        for item in fixture.features.array {
            let values = try #require(features[try row(item.session.string)])
            #expect(zip(values, item.values.doubles).allSatisfy { agrees($0, $1, within: 1e-12) }, "\(item.session)")
        }
    }

    @Test("no feature at a row uses anything later")
    func noLookAhead() throws {
        let values: [Double?] = (0..<80).map { 10 + Double($0 * 37 % 11) }
        let whole = MarketFeatures.rows(vix: values, close: values, volume: values)
        for cut in [25, 40, 79] {
            let part = Array(values.prefix(cut))
            #expect(MarketFeatures.rows(vix: part, close: part, volume: part) == Array(whole.prefix(cut)))
        }
    }

    @Test("both heads, the floor and the spread of each refit are theirs to 1e-9")
    func heads() throws {
        for item in fixture.served.array {
            let data = try training(item.train)
            let model = MarketRidge(rows: data.rows, labels: data.labels)
            for (head, expected) in [(model.mean, item.mean_head), (model.scale, item.scale_head)] {
                #expect(agrees(head.intercept, expected.b0.double))
                for (a, b) in zip(head.coefficients, expected.b.doubles) {
                    #expect(abs(a - b) <= 1e-9 * abs(b) + 1e-15)
                }
            }
            #expect(zip(model.mean.means, item.feature_means.doubles).allSatisfy { agrees($0, $1) })
            #expect(zip(model.mean.deviations, item.feature_sds.doubles).allSatisfy { agrees($0, $1) })
            #expect(agrees(model.spread, item.k.double) && agrees(model.floor, item.floor.double))
        }
        #expect(fixture.served.array.count == 6)
    }

    @Test("predictions of a refit's month are theirs to 1e-9")
    func predictions() throws {
        var compared = 0
        for refit in fixture.served.array {
            let data = try training(refit.train)
            let model = MarketRidge(rows: data.rows, labels: data.labels)
            for item in fixture.predictions.array.flatMap(\.predictions.array)
            where item.version.string == refit.refit.string {
                let forecast = model(try #require(features[try row(item.session.string)]))
                #expect(agrees(forecast.mean, item.mean.double) && agrees(forecast.sigma, item.sigma.double))
                #expect(agrees(forecast.probabilityUp, item.probability_up.double))
                #expect(agrees(forecast.probability(ofSimpleReturnBelow: -0.01), item.probability_of_event.double))
                compared += 1
            }
        }
        #expect(compared >= 40, "\(compared)")
    }

    @Test("a column that does not vary has no coefficient and does no harm")
    func constantColumn() {
        var generator = SplitMix64(seed: 6)
        let x = (0..<60).map { _ in generator.normal() }
        let y = x.map { 2 * $0 + 1 }
        let fit = RidgeRegression(rows: x.map { [$0, 0.1] }, targets: y, penalty: 1e-9)
        #expect(fit.coefficients[1] == 0 && agrees(fit([0.5, 7]), 2, within: 1e-8))
    }
}
